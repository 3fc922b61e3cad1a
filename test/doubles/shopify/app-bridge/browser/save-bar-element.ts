import { BarElement } from "./bar-element";
import type { FrameChannel } from "./frame-channel";
import type { FrameRequests } from "./frame-requests";
import { readButton } from "./read-button";

export interface SaveBarApi {
  show(id: string): Promise<void>;
  hide(id: string): Promise<void>;
  toggle(id: string): Promise<void>;
  leaveConfirmation(): Promise<void>;
}

/** `<ui-save-bar>`: shows Save and Discard in the admin's top bar. */
export function defineSaveBar(channel: FrameChannel, requests: FrameRequests): SaveBarApi {
  let shown: SaveBar | undefined;

  class SaveBar extends BarElement {
    get showing(): boolean {
      return shown === this;
    }

    async show(): Promise<void> {
      if (this.showing) return;
      shown = this;
      this.changed();
      this.dispatchEvent(new Event("show"));
    }

    async hide(): Promise<void> {
      if (!this.showing) return;
      shown = undefined;
      channel.send({ type: "save-bar", bar: null });
      this.dispatchEvent(new Event("hide"));
    }

    async toggle(): Promise<void> {
      await (this.showing ? this.hide() : this.show());
    }

    override changed(): void {
      if (!this.showing) return;
      const none = document.createElement("button");
      channel.send({
        type: "save-bar",
        bar: {
          save: readButton(this.button("save") ?? none, "save", "Save"),
          discard: readButton(this.button("discard") ?? none, "discard", "Discard"),
          confirmDiscard: this.hasAttribute("discardConfirmation"),
        },
      });
    }

    override gone(): void {
      void this.hide();
    }

    button(which: "save" | "discard"): HTMLElement | undefined {
      const buttons = [...this.querySelectorAll<HTMLElement>("button")];
      const isSave = (one: HTMLElement): boolean => one.getAttribute("variant") === "primary";
      return buttons.find((button) => isSave(button) === (which === "save"));
    }
  }

  customElements.define("ui-save-bar", SaveBar);
  channel.listen((message) => {
    if (message.type !== "press") return;
    if (message.key === "save" || message.key === "discard") shown?.button(message.key)?.click();
  });

  const find = (id: string): SaveBar => {
    const found = document.getElementById(id);
    if (found instanceof SaveBar) return found;
    throw new Error(`There is no ui-save-bar with the ID ${id}`);
  };
  return {
    show: (id) => find(id).show(),
    hide: (id) => find(id).hide(),
    toggle: (id) => find(id).toggle(),
    leaveConfirmation: async () => {
      if (!shown) return;
      await requests.mayLeave();
      await shown?.hide();
    },
  };
}
