import type { AppProxy } from "./app-proxy/app-proxy";
import type { Extension } from "./extensions/extension";

/** The app's settings in Shopify, as in the Partner Dashboard. */
interface AppIdentity {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly title: string;
  readonly handle: string;
  readonly scopes: readonly string[];
}

export interface WebhookRoute {
  readonly topic: string;
  readonly uri: string;
}

export interface SandboxOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where the app listens. The tunnel forwards to it. */
  readonly appUrl: string;
  /** 0 means any free port. */
  readonly port?: number;
  readonly tunnelPort?: number;
  readonly smtpPort?: number;
  /** Scopes the app requests. Default: those in `shopify.app.toml`. */
  readonly scopes?: readonly string[];
  /**
   * Where the app's `shopify.app.toml` is; without it, in the current folder. The app's extensions are
   * in `extensions/` beside it.
   */
  readonly tomlFile?: string;
  /** Keeps the state between starts. Without it, the state is lost when the sandbox ends. */
  readonly stateFile?: string;
  readonly seed?: "small" | "demo";
}

export interface Settings {
  readonly app: AppIdentity;
  readonly webhooks: { readonly apiVersion: string; readonly routes: readonly WebhookRoute[] };
  /** Null if the app has none. */
  readonly appProxy: AppProxy | null;
  /** The extensions of the app's released version. */
  readonly extensions: readonly Extension[];
  /** The sandbox's own URL. */
  readonly url: string;
  /** The app's public URL, which is the tunnel. */
  readonly publicAppUrl: string;
  readonly appUrl: string;
  readonly smtpPort: number;
}
