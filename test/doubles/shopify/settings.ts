/** The app as Shopify knows it: what a partner dashboard would hold. */
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
  /** Where the real app listens; the tunnel forwards to it. */
  readonly appUrl: string;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly tunnelPort?: number;
  readonly smtpPort?: number;
  /** Scopes the app asks for. Without them, those of `shopify.app.toml`. */
  readonly scopes?: readonly string[];
  readonly tomlFile?: string;
  /** Keeps the state between starts. Without it, everything is forgotten at the end. */
  readonly stateFile?: string;
  readonly seed?: "small" | "demo";
}

export interface Settings {
  readonly app: AppIdentity;
  readonly webhooks: { readonly apiVersion: string; readonly routes: readonly WebhookRoute[] };
  /** The sandbox's own address. */
  readonly url: string;
  /** The app's public address: the tunnel. */
  readonly publicAppUrl: string;
  readonly appUrl: string;
  readonly smtpPort: number;
}
