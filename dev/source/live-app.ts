import type { RequestListener, ServerResponse } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import type { ViteDevServer } from "vite";
import type { Env } from "../../app/env.server";
import type { AppServices } from "../../app/services.server";

type ServicesModule = typeof import("../../app/services.server");
type AppModule = typeof import("../../app/server/create-app");

/** One version of the app, loaded from a state of the source. */
interface Version {
  createServices: ServicesModule["createServices"];
  createApp: AppModule["createApp"];
  services: AppServices;
  listener: RequestListener;
}

export interface LiveApp {
  services(): AppServices;
  /** Handles a request with the current source. Rejects with the error if the source is broken. */
  handle: (...request: Parameters<RequestListener>) => Promise<void>;
  close(): Promise<void>;
}

/**
 * Runs the app from source: every request is handled by the current code. Vite keeps unchanged
 * modules, so the services live until one of their modules changes.
 */
export async function openLiveApp(vite: ViteDevServer, env: Env): Promise<LiveApp> {
  const pages = () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>;
  const load = async (before?: Version): Promise<Version> => {
    const [{ createServices }, { createApp }] = (await Promise.all([
      vite.ssrLoadModule("/app/services.server.ts"),
      vite.ssrLoadModule("/app/server/create-app.ts"),
    ])) as [ServicesModule, AppModule];
    const reusable = createServices === before?.createServices ? before.services : undefined;
    if (before && reusable && createApp === before.createApp) return before;
    const services = reusable ?? (await createServices(env));
    return { createServices, createApp, services, listener: createApp(services, pages) };
  };
  const users = new Map<AppServices, number>();
  const retire = (services: AppServices) => {
    users.delete(services);
    void services.close();
  };
  const use = (services: AppServices, response: ServerResponse) => {
    users.set(services, (users.get(services) ?? 0) + 1);
    response.once("close", () => {
      const left = (users.get(services) ?? 0) - 1;
      users.set(services, left);
      if (left === 0 && services !== current.services) retire(services);
    });
  };
  // One at a time: two concurrent requests must not load two versions.
  let loading = load();
  let current = await loading;
  await pages();
  return {
    services: () => current.services,
    handle: async (request, response) => {
      loading = loading.then(load, () => load(current));
      const version = await loading;
      const { services: old } = current;
      current = version;
      use(current.services, response);
      if (old !== current.services) {
        old.endWaits();
        if (!users.get(old)) retire(old);
      }
      await current.listener(request, response);
    },
    close: async () => {
      current.services.endWaits();
      await current.services.close();
    },
  };
}
