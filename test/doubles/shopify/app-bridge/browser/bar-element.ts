/**
 * An element that the admin renders instead of the page. `changed` runs when it is added, removed or
 * modified.
 */
export abstract class BarElement extends HTMLElement {
  #observer: MutationObserver | undefined;

  connectedCallback(): void {
    this.#observer = new MutationObserver(() => this.changed());
    this.#observer.observe(this, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
    this.changed();
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
    this.gone();
  }

  abstract changed(): void;
  abstract gone(): void;
}
