import type { AppServices } from "../services.server";

declare module "@remix-run/node" {
  /** What the server hands to every loader and action. */
  interface AppLoadContext {
    services: AppServices;
  }
}
