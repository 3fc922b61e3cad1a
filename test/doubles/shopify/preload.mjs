// `node --import` this before a process of the app: what it sends to Shopify goes to the sandbox,
// and its clock is the sandbox's. The app's code knows nothing of it.
import http from "node:http";

const sandboxUrl = process.env.SANDBOX_URL;
if (!sandboxUrl) throw new Error("The preload needs SANDBOX_URL, the address of the sandbox.");

const realFetch = globalThis.fetch;
const shopHost = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

globalThis.fetch = function fetch(input, init) {
  const url = new URL(input instanceof Request ? input.url : String(input));
  if (url.protocol !== "https:" || !shopHost.test(url.hostname)) return realFetch(input, init);
  const there = new URL(`/shops/${url.hostname}${url.pathname}${url.search}`, sandboxUrl);
  return realFetch(input instanceof Request ? new Request(there, input) : there, init);
};

// Only what asks for the present time is moved. Every Date stays a plain one, so that `instanceof`
// holds for those that Node itself made. Timers run on real time.
const RealDate = globalThis.Date;
let offsetMs = 0;
const now = () => RealDate.now() + offsetMs;

const MovedDate = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(
      target,
      args.length === 0 ? [now()] : args,
      newTarget === MovedDate ? target : newTarget,
    ),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
RealDate.prototype.constructor = MovedDate;
globalThis.Date = MovedDate;

// The offset comes over a stream. Once its first one is there, the stream no longer keeps the
// process alive; when the sandbox goes away, the process keeps the last offset and looks for it.
function follow(heardFirst) {
  let socket;
  const request = http.get(new URL("/clock/follow", sandboxUrl), { agent: false }, (response) => {
    response.setEncoding("utf8");
    let heard = "";
    response.on("data", (part) => {
      heard += part;
      const events = heard.split("\n\n");
      heard = events.pop() ?? "";
      for (const event of events) {
        const said = JSON.parse(event.replace(/^data: /, ""));
        offsetMs = said.offsetMs;
        acknowledge(said);
      }
      socket.unref();
      heardFirst();
    });
    response.on("close", lookAgain);
  });
  request.on("socket", (given) => {
    socket = given;
  });
  request.on("error", () => {
    heardFirst("none");
    lookAgain();
  });
}

function acknowledge({ follower, move }) {
  const request = http.request(new URL("/clock/seen", sandboxUrl), {
    method: "POST",
    agent: false,
  });
  request.on("socket", (socket) => socket.unref());
  request.on("response", (response) => response.resume());
  request.on("error", () => undefined);
  request.end(JSON.stringify({ follower, move }));
}

let looking = false;
function lookAgain() {
  if (looking) return;
  looking = true;
  setTimeout(() => {
    looking = false;
    follow(() => undefined);
  }, 500).unref();
}

// The app's first line runs on the sandbox's time, and from then on misses no move.
const heard = await new Promise(follow);
if (heard === "none") {
  process.stderr.write(`No sandbox answers at ${sandboxUrl} yet; the clock is the real one.\n`);
}
