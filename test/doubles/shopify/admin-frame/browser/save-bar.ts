import type { BarButton, SaveBarState } from "../../app-bridge/messages";
import type { AppLine } from "./app-line";
import { element } from "./element";

export interface SaveBar {
  /** Resolves true when nothing is unsaved, or when the merchant gives it up. */
  mayLeave(): Promise<boolean>;
}

/** Save and Discard in the top bar; they press the app's own buttons. */
export function showSaveBar(line: AppLine): SaveBar {
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
  line.hear((message) => {
    // A new page of the app begins with nothing unsaved.
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

  save.addEventListener("click", () => line.send({ type: "press", key: "save" }));
  discard.addEventListener("click", async () => {
    if (state?.confirmDiscard && !(await confirmLeave())) return;
    line.send({ type: "press", key: "discard" });
  });
  const answerLeave = async (request: number): Promise<void> => {
    if (await mayLeave()) line.send({ type: "leave", request });
  };
  line.hear((message) => {
    if (message.type === "ask-leave") void answerLeave(message.request);
  });
  return { mayLeave };
}
