import type { Server } from "node:http";
import path from "node:path";
import { Followers } from "./clock/followers";
import { readExtensions } from "./extensions/read-extensions";
import { FunctionHost } from "./functions/function-host";
import { closeServer, listen } from "./http/listen";
import { serveRoutes } from "./http/serve-routes";
import { mailServer } from "./inbox/mail-server";
import { routes } from "./routes";
import type { Sandbox } from "./sandbox";
import { seedWorld } from "./seed/seed-world";
import type { SandboxOptions, Settings } from "./settings";
import { readStateFile, stateWriter } from "./state/state-file";
import { startTaskRunner, type TaskRunner } from "./state/task-runner";
import { emptyWorld } from "./state/world";
import { serveTunnel } from "./tunnel/serve-tunnel";
import { readAppToml } from "./webhooks/read-app-toml";
import { resumeDeliveries } from "./webhooks/resume-deliveries";

export interface RunningSandbox {
  /** The sandbox's own URL, without a trailing slash. */
  readonly url: string;
  /** The app's public URL, which is the tunnel. */
  readonly publicAppUrl: string;
  readonly smtpPort: number;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

/**
 * Starts a local Shopify. Rejects with CannotListen if a port is taken, and with InvalidExtension if
 * one of the app's extensions can't be deployed.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const stored = options.stateFile === undefined ? undefined : readStateFile(options.stateFile);
  const unbound = { url: "", publicAppUrl: "", smtpPort: 0 };
  const settings: Settings & typeof unbound = { ...readSettings(options), ...unbound };
  let runner: TaskRunner | undefined;
  const writer = stateWriter(options.stateFile, () => sandbox.world);
  const sandbox: Sandbox = {
    settings,
    world: stored ?? emptyWorld(),
    followers: new Followers(),
    buckets: new Map(),
    requests: [],
    functionHost: new FunctionHost(),
    functionRuns: [],
    wakeTasks: () => runner?.wake(),
    settle: async () => runner?.settle(),
    saveSoon: writer.saveSoon,
  };
  if (!stored) seedWorld(sandbox, options.seed ?? "small");
  const opened: Server[] = [];
  const mail = mailServer(sandbox);
  const close = async (): Promise<void> => {
    await runner?.stop();
    sandbox.functionHost.close();
    await Promise.all(opened.map(closeServer));
    await new Promise<void>((done) => mail.close(() => done()));
    // If this one couldn't start because another is running, it must not overwrite the other's state.
    if (runner) writer.saveNow();
  };
  const open = async (server: Server, port: number | undefined, what: string): Promise<number> => {
    const bound = await listen(server, port ?? 0, what);
    opened.push(server);
    return bound;
  };
  try {
    settings.url = origin(await open(serveRoutes(sandbox, routes), options.port, "sandbox"));
    settings.publicAppUrl = origin(await open(serveTunnel(sandbox), options.tunnelPort, "tunnel"));
    settings.smtpPort = await listen(mail.server, options.smtpPort ?? 0, "mail server");
  } catch (error) {
    await close();
    throw error;
  }
  runner = startTaskRunner(sandbox);
  resumeDeliveries(sandbox);
  runner.wake();
  const { url, publicAppUrl, smtpPort } = settings;
  return { url, publicAppUrl, smtpPort, sandbox, close };
}

const origin = (port: number): string => `http://127.0.0.1:${port}`;

function readSettings(
  options: SandboxOptions,
): Omit<Settings, "url" | "publicAppUrl" | "smtpPort"> {
  const tomlFile = options.tomlFile ?? path.resolve("shopify.app.toml");
  const toml = readAppToml(tomlFile);
  return {
    app: {
      apiKey: options.apiKey,
      apiSecret: options.apiSecret,
      title: toml.name ?? "The app",
      handle: toml.handle ?? "app",
      scopes: options.scopes ?? toml.scopes,
    },
    webhooks: { apiVersion: toml.webhookApiVersion, routes: toml.routes },
    appProxy: toml.appProxy,
    extensions: readExtensions(path.dirname(tomlFile)),
    appUrl: options.appUrl,
  };
}
