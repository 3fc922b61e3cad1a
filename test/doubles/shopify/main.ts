import type { SandboxOptions } from "./settings";
import { startSandbox } from "./start-sandbox";

/** Runs the sandbox with settings from the environment until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const running = await startSandbox(readOptions());
  process.stdout.write(`sandbox ready ${running.url}\n`);
  let stopping = false;
  const stop = (): void => {
    // In a terminal, the signal arrives more than once: directly and through npm.
    if (stopping) return;
    stopping = true;
    void running.close().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

function readOptions(): SandboxOptions {
  const { env } = process;
  const needed = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`The sandbox needs the environment variable ${name}.`);
    return value;
  };
  const stateFile = env["SANDBOX_STATE_FILE"];
  const tomlFile = env["SANDBOX_APP_TOML"];
  return {
    apiKey: needed("SHOPIFY_API_KEY"),
    apiSecret: needed("SHOPIFY_API_SECRET"),
    appUrl: needed("APP_URL"),
    port: Number(env["SANDBOX_PORT"] ?? 0),
    tunnelPort: Number(env["SANDBOX_TUNNEL_PORT"] ?? 0),
    smtpPort: Number(env["SANDBOX_SMTP_PORT"] ?? 0),
    seed: env["SANDBOX_SEED"] === "demo" ? "demo" : "small",
    ...(stateFile ? { stateFile } : {}),
    ...(tomlFile ? { tomlFile } : {}),
  };
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
