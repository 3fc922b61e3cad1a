import type { NavItem } from "../../app-bridge/messages";
import type { FrameConfig } from "../frame-config";
import type { AppChannel } from "./app-channel";
import { element } from "./element";
import type { SaveBar } from "./save-bar";

/** Shows the app's entries in the side navigation, and keeps the admin's URL in sync with the app. */
export function showNavigation(channel: AppChannel, config: FrameConfig, saveBar: SaveBar): void {
  let items: NavItem[] = [];
  let path = "";

  const draw = (): void => {
    const home = items.find((item) => item.home);
    const entries = items.filter((item) => !item.home);
    const top = link(home?.href ?? "/", config.appTitle, "app-home");
    element("app-nav").replaceChildren(
      top,
      ...entries.map((item) => link(item.href, item.label, "entry")),
    );
  };
  const link = (href: string, label: string, className: string): HTMLElement => {
    const entry = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.className = className;
    anchor.href = config.basePath + href;
    anchor.textContent = label;
    anchor.addEventListener("click", async (event) => {
      // A click with a modifier key opens a new tab, as usual.
      if (event.metaKey || event.ctrlKey || event.shiftKey || items.length === 0) return;
      event.preventDefault();
      closeMenu();
      if (await saveBar.mayLeave()) channel.send({ type: "go", path: href });
    });
    entry.append(anchor);
    return entry;
  };
  const isCurrent = (href: string): boolean => {
    const here = path.split(/[?#]/)[0] ?? "";
    const fitting = items
      .map((item) => item.href)
      .filter((one) => here === one || here.startsWith(`${one}/`));
    // If both `/app` and `/app/activity` match, the longer one is current.
    return href === fitting.sort((a, b) => b.length - a.length)[0];
  };

  // Updates the entries in place, because a replaced element would miss a click in progress.
  const mark = (): void => {
    for (const anchor of element("app-nav").querySelectorAll("a")) {
      const href = anchor.getAttribute("href")?.slice(config.basePath.length) ?? "";
      if (isCurrent(href)) anchor.setAttribute("aria-current", "page");
      else anchor.removeAttribute("aria-current");
    }
  };

  channel.listen((message) => {
    if (message.type === "nav-menu") {
      if (JSON.stringify(message.items) === JSON.stringify(items)) return;
      items = message.items;
      draw();
    } else if (message.type === "path") {
      path = message.path;
      window.history.replaceState(null, "", config.basePath + path);
    } else return;
    mark();
  });

  const menu = element<HTMLButtonElement>("menu-button");
  const closeMenu = (): void => {
    document.body.classList.remove("menu-open");
    menu.setAttribute("aria-expanded", "false");
  };
  menu.addEventListener("click", () => {
    const open = document.body.classList.toggle("menu-open");
    menu.setAttribute("aria-expanded", String(open));
  });
}
