// Load this with `node --import` in a process of the app. It redirects requests for Shopify to the
// sandbox and applies the sandbox's clock. The app's code doesn't know about it.
import { followSandbox } from "./follow-sandbox.mjs";

const sandboxUrl = process.env.SANDBOX_URL;
if (!sandboxUrl) throw new Error("The preload needs SANDBOX_URL, the URL of the sandbox.");

// Waits for the first offset, so the app uses the sandbox's time from its first line.
const { connected } = await followSandbox(sandboxUrl);
if (!connected) {
  process.stderr.write(`No sandbox at ${sandboxUrl} yet. Using the real time.\n`);
}
