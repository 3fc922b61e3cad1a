import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerBuild } from "@remix-run/node";
import { openRenderer } from "../../../app/features/campaigns/rendering/renderer.server";
import { createApp } from "../../../app/server/create-app";
import type { AppServices } from "../../../app/services.server";
import type { TestServices } from "../../setup/test-services";

export interface ApiServer {
  url: string;
  close(): Promise<void>;
}

/** Starts the web server with the API routes, but without the admin pages. */
export async function startApiServer(services: TestServices): Promise<ApiServer> {
  const env = { NODE_ENV: "test", SHOPIFY_APP_URL: "https://app.example" };
  // The API routes don't need the services of the admin pages.
  const renderer = openRenderer();
  const app = createApp(
    { ...services, env, renderer } as unknown as AppServices,
    buildWithoutPages(),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.keepAliveTimeout = 60_000;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await renderer.close();
    },
  };
}

/** A Remix build without pages. */
function buildWithoutPages(): ServerBuild {
  return {
    entry: {
      module: { default: () => Promise.reject(new Error("The API has no pages.")) },
    },
    routes: {},
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
    publicPath: "/",
    assetsBuildDirectory: "",
    future: { v3_singleFetch: true },
    isSpaMode: false,
  } as unknown as ServerBuild;
}
