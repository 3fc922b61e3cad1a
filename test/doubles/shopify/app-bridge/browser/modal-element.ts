import type { FrameChannel } from "./frame-channel";

export interface ModalApi {
  show(id: string): Promise<void>;
  hide(id: string): Promise<void>;
  toggle(id: string): Promise<void>;
}

const WIDTHS: Record<string, string> = {
  small: "380px",
  base: "620px",
  large: "980px",
  max: "96vw",
};

const STYLE = `
  dialog { border: 0; padding: 0; border-radius: 14px; width: min(94vw, var(--width)); color: inherit;
    box-shadow: 0 20px 60px rgb(0 0 0 / 35%); max-height: 86vh; }
  dialog::backdrop { background: rgb(0 0 0 / 55%); }
  header, footer { display: flex; gap: 8px; align-items: center; padding: 12px 16px; background: #f3f3f3; }
  header { justify-content: space-between; font-weight: 650; } footer { justify-content: flex-end; }
  footer:empty { display: none; }
  button { font: inherit; padding: 6px 12px; border-radius: 8px; border: 1px solid #c9ccd0;
    background: #fff; cursor: pointer; }
  button.primary { background: #303030; border-color: #303030; color: #fff; }
  button.critical { background: #b3261e; border-color: #b3261e; color: #fff; }
  iframe { width: 100%; height: 60vh; border: 0; display: block; }
  ::slotted(ui-title-bar) { display: none !important; }`;

/** `<ui-modal>`: shows the app's content in a dialog, with title and buttons from its `<ui-title-bar>`. */
export function defineModal(channel: FrameChannel): ModalApi {
  class Modal extends HTMLElement {
    #dialog = document.createElement("dialog");

    connectedCallback(): void {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const style = document.createElement("style");
      style.textContent = STYLE;
      root.append(style, this.#dialog);
      this.#dialog.addEventListener("close", () => {
        channel.send({ type: "modal", open: false });
        this.dispatchEvent(new Event("hide"));
      });
    }

    disconnectedCallback(): void {
      if (this.#dialog.open) this.#dialog.close();
    }

    get showing(): boolean {
      return this.#dialog.open;
    }

    async show(): Promise<void> {
      if (this.showing) return;
      this.#draw();
      this.#dialog.showModal();
      channel.send({ type: "modal", open: true });
      this.dispatchEvent(new Event("show"));
    }

    async hide(): Promise<void> {
      this.#dialog.close();
    }

    async toggle(): Promise<void> {
      await (this.showing ? this.hide() : this.show());
    }

    #draw(): void {
      const bar = this.querySelector<HTMLElement>("ui-title-bar");
      const title = bar?.getAttribute("title") ?? "";
      this.#dialog.style.setProperty(
        "--width",
        WIDTHS[this.getAttribute("variant") ?? ""] ?? "620px",
      );
      this.#dialog.setAttribute("aria-label", title);
      const head = document.createElement("header");
      const close = document.createElement("button");
      close.textContent = "×";
      close.setAttribute("aria-label", "Close");
      close.addEventListener("click", () => void this.hide());
      head.append(title, close);
      const foot = document.createElement("footer");
      foot.append(...[...(bar?.querySelectorAll<HTMLElement>("button") ?? [])].map(copyOf));
      this.#dialog.replaceChildren(head, this.#body(), foot);
    }

    #body(): HTMLElement {
      const source = this.getAttribute("src");
      if (!source) return document.createElement("slot");
      const page = document.createElement("iframe");
      page.src = source;
      return page;
    }
  }

  customElements.define("ui-modal", Modal);
  const find = (id: string): Modal => {
    const found = document.getElementById(id);
    if (found instanceof Modal) return found;
    throw new Error(`There is no ui-modal with the ID ${id}`);
  };
  return {
    show: (id) => find(id).show(),
    hide: (id) => find(id).hide(),
    toggle: (id) => find(id).toggle(),
  };
}

function copyOf(button: HTMLElement): HTMLElement {
  const copy = document.createElement("button");
  copy.textContent = button.textContent;
  copy.classList.toggle("primary", button.getAttribute("variant") === "primary");
  copy.classList.toggle("critical", button.getAttribute("tone") === "critical");
  copy.toggleAttribute("disabled", button.hasAttribute("disabled"));
  copy.addEventListener("click", () => button.click());
  return copy;
}
