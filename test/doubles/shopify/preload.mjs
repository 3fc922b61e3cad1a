// `node --import` this before a process of the app: what it sends to Shopify goes to the sandbox, and
// its clock is the sandbox's. The app's code doesn't know.
import { followSandbox } from "./follow-sandbox.mjs";

const sandboxUrl = process.env.SANDBOX_URL;
if (!sandboxUrl) throw new Error("The preload needs SANDBOX_URL, the address of the sandbox.");

// The app's first line runs on the sandbox's time, and from then on misses no move.
const { heard } = await followSandbox(sandboxUrl);
if (!heard) {
  process.stderr.write(`No sandbox answers at ${sandboxUrl} yet; the clock is the real one.\n`);
}
