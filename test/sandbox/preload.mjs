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

const RealDate = globalThis.Date;
let offsetMs = 0;

class SandboxDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offsetMs);
    else super(...args);
  }

  static now() {
    return RealDate.now() + offsetMs;
  }
}
globalThis.Date = new Proxy(SandboxDate, {
  // `Date()` without `new` is the time as text.
  apply: () => new SandboxDate().toString(),
});

// The offset comes over a stream that does not keep the process alive; when the sandbox goes away
// the process keeps the last one and looks for the sandbox again.
function follow() {
  const request = http.get(new URL("/clock/follow", sandboxUrl), (response) => {
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
    });
    response.on("close", lookAgain);
  });
  request.on("socket", (socket) => socket.unref());
  request.on("error", lookAgain);
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
    follow();
  }, 500).unref();
}

// The first offset is there before the app's first line runs.
await realFetch(new URL("/control/api/clock", sandboxUrl))
  .then((answer) => answer.json())
  .then((clock) => {
    offsetMs = clock.offsetMs;
  })
  .catch(() => undefined);
follow();
