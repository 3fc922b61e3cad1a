import { baseStyle } from "./component-style";

/** A component's properties are its attributes, as JSX sets them. */
type Read = (name: string) => string | null;

interface Component {
  readonly attributes: readonly string[];
  /** The markup in the shadow. Values from attributes are set as properties by `fill`. */
  readonly markup: (read: Read, element: HTMLElement) => string;
  readonly fill?: (shadow: ShadowRoot, read: Read, element: HTMLElement) => void;
}

const isOn = (value: string | null): boolean => value !== null && value !== "false";

const escaped = (text: string | null): string =>
  (text ?? "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const label = (read: Read): string => {
  const text = read("accessibilityLabel");
  return text ? ` aria-label="${escaped(text)}"` : "";
};

/** A button, or a link if it has an address. A loading button is disabled and says that it's busy. */
const pressable: Component = {
  attributes: ["accessibilityLabel", "disabled", "loading", "href", "variant", "tone"],
  markup: (read) => {
    const href = read("href");
    if (href !== null) {
      return `<a class="control" href="${escaped(href)}" target="_blank" rel="noopener"${label(read)}><slot></slot></a>`;
    }
    const off = isOn(read("disabled")) || isOn(read("loading")) ? " disabled" : "";
    const busy = isOn(read("loading")) ? ' aria-busy="true"' : "";
    return `<button type="button" class="control"${label(read)}${off}${busy}><slot></slot></button>`;
  },
};

const ROLES: Readonly<Record<string, string>> = {
  "unordered-list": "list",
  "ordered-list": "list",
  "list-item": "listitem",
  section: "region",
  aside: "complementary",
  header: "banner",
  footer: "contentinfo",
};

/** Containers have their role themselves, so that lists and their items stay parent and child. */
const container: Component = {
  attributes: ["accessibilityRole", "accessibilityLabel", "direction"],
  markup: () => "<slot></slot>",
  fill: (_shadow, read, element) => {
    const role = read("accessibilityRole");
    if (role && role !== "generic") element.setAttribute("role", ROLES[role] ?? role);
    const text = read("accessibilityLabel");
    if (text) element.setAttribute("aria-label", text);
  },
};

const inline: Component = { attributes: [], markup: () => "<slot></slot>" };

const withRole = (role: string): Component => ({
  attributes: [],
  markup: () => "<slot></slot>",
  fill: (_shadow, _read, element) => element.setAttribute("role", role),
});

const field = (type: string): Component => ({
  attributes: ["label", "value", "name", "disabled", "error", "placeholder", "details"],
  markup: (read) => {
    const error = read("error");
    return `<label><span>${escaped(read("label"))}</span><input type="${type}"${
      isOn(read("disabled")) ? " disabled" : ""
    }${error ? ' aria-invalid="true" aria-describedby="error"' : ""} placeholder="${escaped(
      read("placeholder"),
    )}" value="${escaped(read("value"))}"></label>${
      error ? `<p id="error" class="error">${escaped(error)}</p>` : ""
    }`;
  },
  fill: (shadow, _read, element) => {
    const input = shadow.querySelector("input");
    // `input` crosses the shadow's border by itself, `change` doesn't.
    input?.addEventListener("input", () => Object.assign(element, { value: input.value }));
    input?.addEventListener("change", () => element.dispatchEvent(new Event("change")));
  },
});

const components: Readonly<Record<string, Component>> = {
  "s-button": pressable,
  "s-clickable": pressable,
  "s-press-button": pressable,
  "s-clickable-chip": pressable,
  "s-link": {
    attributes: ["href", "accessibilityLabel"],
    markup: (read) =>
      read("href") === null
        ? `<button type="button" class="link"${label(read)}><slot></slot></button>`
        : `<a href="${escaped(read("href"))}" target="_blank" rel="noopener"${label(read)}><slot></slot></a>`,
  },
  "s-stack": container,
  "s-box": container,
  "s-grid": container,
  "s-grid-item": container,
  "s-query-container": container,
  "s-scroll-box": container,
  "s-text": { attributes: ["type", "tone"], markup: (read) => textMarkup(read("type")) },
  "s-paragraph": { attributes: [], markup: () => "<p><slot></slot></p>" },
  "s-heading": {
    attributes: [],
    markup: (_read, element) =>
      element.parentElement?.closest("s-section")
        ? "<h3><slot></slot></h3>"
        : "<h2><slot></slot></h2>",
  },
  "s-section": {
    attributes: ["heading", "accessibilityLabel"],
    markup: (read) => {
      const heading = read("heading");
      const title = heading ? `<h2>${escaped(heading)}</h2>` : "";
      return `<section${label(read)}>${title}<slot></slot></section>`;
    },
  },
  "s-banner": {
    attributes: ["heading", "tone", "dismissible", "hidden"],
    markup: (read) => {
      const urgent = ["critical", "warning"].includes(read("tone") ?? "");
      const heading = read("heading");
      return `<div class="banner" role="${urgent ? "alert" : "status"}">${
        heading ? `<strong>${escaped(heading)}</strong>` : ""
      }<slot></slot>${
        isOn(read("dismissible")) ? '<button type="button" class="link">Dismiss</button>' : ""
      }</div>`;
    },
    fill: (shadow, _read, element) => {
      shadow.querySelector("button")?.addEventListener("click", () => {
        element.hidden = true;
        element.dispatchEvent(new Event("dismiss"));
      });
    },
  },
  "s-badge": { attributes: ["tone"], markup: () => '<span class="badge"><slot></slot></span>' },
  "s-chip": { attributes: [], markup: () => '<span class="badge"><slot></slot></span>' },
  "s-spinner": {
    attributes: ["accessibilityLabel"],
    markup: (read) =>
      `<span role="progressbar" aria-label="${escaped(read("accessibilityLabel") ?? "Loading")}"></span>`,
  },
  "s-skeleton-paragraph": {
    attributes: ["content"],
    markup: () => '<span class="skeleton" aria-hidden="true"></span>',
  },
  "s-divider": { attributes: [], markup: () => "<hr>" },
  "s-icon": { attributes: ["type"], markup: () => '<span aria-hidden="true">•</span>' },
  "s-image": {
    attributes: ["src", "alt"],
    markup: (read) => `<img src="${escaped(read("src"))}" alt="${escaped(read("alt"))}">`,
  },
  "s-unordered-list": withRole("list"),
  "s-ordered-list": withRole("list"),
  "s-list-item": withRole("listitem"),
  "s-details": { attributes: [], markup: () => "<slot></slot>" },
  "s-summary": inline,
  "s-form": inline,
  "s-text-field": field("text"),
  "s-email-field": field("email"),
  "s-clipboard-item": { attributes: ["text"], markup: () => "" },
};

const textMarkup = (type: string | null): string => {
  if (type === "strong") return "<strong><slot></slot></strong>";
  if (type === "small") return "<small><slot></slot></small>";
  if (type === "mark") return "<mark><slot></slot></mark>";
  if (type === "redundant") return "<s><slot></slot></s>";
  return "<slot></slot>";
};

/** Defines Shopify's components of a checkout, as far as the sandbox has them. */
export function defineComponents(): void {
  for (const [name, component] of Object.entries(components)) {
    customElements.define(name, elementClass(component));
  }
}

function elementClass({ attributes, markup, fill }: Component): CustomElementConstructor {
  class ShopifyElement extends HTMLElement {
    static readonly observedAttributes = attributes.map((name) => name.toLowerCase());
    private readonly shadow = this.attachShadow({ mode: "open", delegatesFocus: true });

    connectedCallback(): void {
      this.draw();
    }

    attributeChangedCallback(): void {
      if (this.isConnected) this.draw();
    }

    private draw(): void {
      const read: Read = (name) => this.getAttribute(name);
      this.shadow.innerHTML = `${baseStyle}${markup(read, this)}`;
      fill?.(this.shadow, read, this);
    }
  }
  for (const name of attributes)
    Object.defineProperty(ShopifyElement.prototype, name, reflected(name));
  return ShopifyElement;
}

/** A property that is its attribute. JSX sets properties where an element has them. */
const reflected = (name: string): PropertyDescriptor => ({
  configurable: true,
  enumerable: true,
  get(this: HTMLElement) {
    return this.getAttribute(name);
  },
  set(this: HTMLElement, value: unknown) {
    if (value === null || value === undefined || value === false) this.removeAttribute(name);
    else this.setAttribute(name, value === true ? "" : String(value));
  },
});
