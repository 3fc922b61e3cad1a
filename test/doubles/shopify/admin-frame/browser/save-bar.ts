import type { BarButton, SaveBarState } from "../../app-bridge/messages";
import type { AppChannel } from "./app-channel";
import { element } from "./element";

export interface SaveBar {
  /** Resolves true if there are no unsaved changes or the merchant discards them. */
  mayLeave(): Promise<boolean>;
}

/** Shows Save and Discard in the top bar. They click the app's own buttons. */
export function showSaveBar(channel: AppChannel): SaveBar {
  const bar = element("save-bar");
  const save = element<HTMLButtonElement>("save");
  const discard = element<HTMLButtonElement>("discard");
  const dialog = element<HTMLDialogElement>("leave");
  let state: SaveBarState | null = null;

  const draw = (button: HTMLButtonElement, from: BarButton): void => {
    button.textContent = from.loading ? `${from.label} …` : from.label;
    button.disabled = from.disabled || from.loading;
    button.setAttribute("aria-busy", String(from.loading));
  };
  channel.listen((message) => {
    // A new page of the app has no unsaved changes.
    if (message.type === "ready") state = null;
    else if (message.type === "save-bar") state = message.bar;
    else return;
    bar.hidden = state === null;
    if (!state) return;
    draw(save, state.save);
    draw(discard, state.discard);
  });

  const confirmLeave = (): Promise<boolean> =>
    new Promise((resolve) => {
      dialog.showModal();
      element("stay").onclick = () => dialog.close("stay");
      element("go").onclick = () => dialog.close("go");
      dialog.onclose = () => resolve(dialog.returnValue === "go");
    });
  const mayLeave = async (): Promise<boolean> => {
    if (!state) return true;
    bar.classList.add("shake");
    setTimeout(() => bar.classList.remove("shake"), 400);
    return confirmLeave();
  };

  save.addEventListener("click", () => channel.send({ type: "press", key: "save" }));
  discard.addEventListener("click", async () => {
    if (state?.confirmDiscard && !(await confirmLeave())) return;
    channel.send({ type: "press", key: "discard" });
  });
  const answerLeave = async (request: number): Promise<void> => {
    if (await mayLeave()) channel.send({ type: "leave", request });
  };
  channel.listen((message) => {
    if (message.type === "ask-leave") void answerLeave(message.request);
  });
  return { mayLeave };
}
