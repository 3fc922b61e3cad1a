import { ADMIN_PARAMETERS } from "../messages";
import type { FrameLine } from "./frame-line";

/** Tells the frame where in the app the merchant is, so that its address can be shared. */
export function followAddress(line: FrameLine): void {
  let told = "";
  const tell = (): void => {
    const url = new URL(window.location.href);
    for (const name of ADMIN_PARAMETERS) url.searchParams.delete(name);
    const path = url.pathname + url.search + url.hash;
    if (path === told) return;
    told = path;
    line.send({ type: "path", path, title: document.title });
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const real = window.history[name].bind(window.history);
    window.history[name] = (...args) => {
      real(...args);
      tell();
    };
  }
  window.addEventListener("popstate", tell);
  window.addEventListener("hashchange", tell);
  tell();
}
