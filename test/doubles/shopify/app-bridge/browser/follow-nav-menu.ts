import type { NavItem } from "../messages";
import type { FrameLine } from "./frame-line";

const MENU = "ui-nav-menu, s-app-nav";

const links = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>("ui-nav-menu a, s-app-nav a, s-app-nav s-link"),
];

const readItem = (link: HTMLElement): NavItem => ({
  label: link.textContent?.trim() ?? "",
  href: link.getAttribute("href") ?? "",
  home: link.getAttribute("rel") === "home",
});

/** Shows the app's entries in the admin's navigation, and goes where the merchant clicks there. */
export function followNavMenu(line: FrameLine): void {
  let told = "";
  const tell = (): void => {
    const items = links().map(readItem);
    const text = JSON.stringify(items);
    if (text === told) return;
    told = text;
    line.send({ type: "nav-menu", items });
  };
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => touchesMenu(target))) tell();
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["href", "rel"],
  });
  tell();

  let listeners = 0;
  const realAdd = window.addEventListener.bind(window);
  window.addEventListener = (...args: Parameters<typeof realAdd>) => {
    if ((args[0] as string) === "shopify:navigate") listeners += 1;
    realAdd(...args);
  };
  line.hear((message) => {
    if (message.type !== "go") return;
    const link = links().find((one) => one.getAttribute("href") === message.path);
    // The app's router goes there without a new page; an app without one gets a new page.
    if (link && listeners > 0) link.dispatchEvent(new Event("shopify:navigate", { bubbles: true }));
    else window.location.assign(message.path);
  });
}

function touchesMenu(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(MENU) != null || element?.querySelector(MENU) != null;
}
