import { ADMIN_PARAMETERS } from "../messages";
import type { FrameChannel } from "./frame-channel";

/** Reports the app's current path to the admin, so the admin's URL can be shared. */
export function followAddress(channel: FrameChannel): void {
  let sent = "";
  const report = (): void => {
    const url = new URL(window.location.href);
    for (const name of ADMIN_PARAMETERS) url.searchParams.delete(name);
    const path = url.pathname + url.search + url.hash;
    if (path === sent) return;
    sent = path;
    channel.send({ type: "path", path, title: document.title });
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const real = window.history[name].bind(window.history);
    window.history[name] = (...args) => {
      real(...args);
      report();
    };
  }
  window.addEventListener("popstate", report);
  window.addEventListener("hashchange", report);
  report();
}
