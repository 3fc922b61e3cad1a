import { BarElement } from "./bar-element";
import type { FrameLine } from "./frame-line";
import { readButton } from "./read-button";

/** `<ui-title-bar>`: the page's title and buttons, in the admin's bar above the app. */
export function defineTitleBar(line: FrameLine): void {
  const pressable = new Map<string, HTMLElement>();

  class TitleBar extends BarElement {
    override changed(): void {
      // Inside of a modal it is that modal's own head.
      if (this.closest("ui-modal")) return;
      pressable.clear();
      const buttons = [...this.querySelectorAll<HTMLElement>("button, a")].map((button, index) => {
        const key = `title-${index}`;
        pressable.set(key, button);
        return readButton(button, key);
      });
      line.send({ type: "title-bar", title: this.getAttribute("title") ?? "", buttons });
    }

    override gone(): void {
      pressable.clear();
      line.send({ type: "title-bar", title: "", buttons: [] });
    }
  }

  customElements.define("ui-title-bar", TitleBar);
  line.hear((message) => {
    if (message.type === "press") pressable.get(message.key)?.click();
  });
}
