/**
 * An element that the frame draws instead of the page. `changed` runs when it comes, goes, or when
 * anything in it changes.
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
