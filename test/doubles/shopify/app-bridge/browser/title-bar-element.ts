import { BarElement } from "./bar-element";
import type { FrameChannel } from "./frame-channel";
import { readButton } from "./read-button";

/** `<ui-title-bar>`: shows the page's title and buttons in the admin's title bar. */
export function defineTitleBar(channel: FrameChannel): void {
  const pressable = new Map<string, HTMLElement>();

  class TitleBar extends BarElement {
    override changed(): void {
      // Inside a modal, it is the modal's title bar.
      if (this.closest("ui-modal")) return;
      pressable.clear();
      const buttons = [...this.querySelectorAll<HTMLElement>("button, a")].map((button, index) => {
        const key = `title-${index}`;
        pressable.set(key, button);
        return readButton(button, key);
      });
      channel.send({ type: "title-bar", title: this.getAttribute("title") ?? "", buttons });
    }

    override gone(): void {
      pressable.clear();
      channel.send({ type: "title-bar", title: "", buttons: [] });
    }
  }

  customElements.define("ui-title-bar", TitleBar);
  channel.listen((message) => {
    if (message.type === "press") pressable.get(message.key)?.click();
  });
}
