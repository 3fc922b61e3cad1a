import type { NavItem } from "../messages";
import type { FrameChannel } from "./frame-channel";

const MENU = "ui-nav-menu, s-app-nav";

const links = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>("ui-nav-menu a, s-app-nav a, s-app-nav s-link"),
];

const readItem = (link: HTMLElement): NavItem => ({
  label: link.textContent?.trim() ?? "",
  href: link.getAttribute("href") ?? "",
  home: link.getAttribute("rel") === "home",
});

/** Shows the app's entries in the admin's navigation, and navigates on click. */
export function followNavMenu(channel: FrameChannel): void {
  let sent = "";
  const report = (): void => {
    const items = links().map(readItem);
    const text = JSON.stringify(items);
    if (text === sent) return;
    sent = text;
    channel.send({ type: "nav-menu", items });
  };
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => touchesMenu(target))) report();
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["href", "rel"],
  });
  report();

  let listeners = 0;
  const realAdd = window.addEventListener.bind(window);
  window.addEventListener = (...args: Parameters<typeof realAdd>) => {
    if ((args[0] as string) === "shopify:navigate") listeners += 1;
    realAdd(...args);
  };
  channel.listen((message) => {
    if (message.type !== "go") return;
    const link = links().find((link) => link.getAttribute("href") === message.path);
    // Uses the app's client-side router, or else loads a new page.
    if (link && listeners > 0) link.dispatchEvent(new Event("shopify:navigate", { bubbles: true }));
    else window.location.assign(message.path);
  });
}

function touchesMenu(node: Node): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(MENU) != null || element?.querySelector(MENU) != null;
}
