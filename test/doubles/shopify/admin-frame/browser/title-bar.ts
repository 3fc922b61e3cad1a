import type { BarButton } from "../../app-bridge/messages";
import type { AppChannel } from "./app-channel";
import { element } from "./element";

/** Shows the app's title and buttons above it, and the loading bar. */
export function showTitleBar(channel: AppChannel, appTitle: string): void {
  const title = element("page-title");
  const buttons = element("title-buttons");
  const draw = (button: BarButton): HTMLElement => {
    const drawn = document.createElement("button");
    drawn.type = "button";
    drawn.textContent = button.label;
    drawn.disabled = button.disabled || button.loading;
    drawn.classList.toggle("primary", button.primary);
    drawn.classList.toggle("critical", button.critical);
    drawn.addEventListener("click", () => channel.send({ type: "press", key: button.key }));
    return drawn;
  };
  channel.listen((message) => {
    if (message.type === "title-bar") {
      title.textContent = message.title || appTitle;
      buttons.replaceChildren(...message.buttons.map(draw));
    }
    if (message.type === "loading") element("progress").hidden = !message.on;
    if (message.type === "modal") document.body.classList.toggle("modal-open", message.open);
    if (message.type !== "ready") return;
    element("progress").hidden = true;
    document.body.classList.remove("modal-open");
  });
}
