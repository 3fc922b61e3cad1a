import type { BarButton } from "../../app-bridge/messages";
import type { AppLine } from "./app-line";
import { element } from "./element";

/** The app's title and buttons above it, and the line that runs while it loads. */
export function showTitleBar(line: AppLine, appTitle: string): void {
  const title = element("page-title");
  const buttons = element("title-buttons");
  const draw = (button: BarButton): HTMLElement => {
    const drawn = document.createElement("button");
    drawn.type = "button";
    drawn.textContent = button.label;
    drawn.disabled = button.disabled || button.loading;
    drawn.classList.toggle("primary", button.primary);
    drawn.classList.toggle("critical", button.critical);
    drawn.addEventListener("click", () => line.send({ type: "press", key: button.key }));
    return drawn;
  };
  line.hear((message) => {
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
