import http from "node:http";

const shopHost = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
const real = { fetch: globalThis.fetch, Date: globalThis.Date };

/** Milliseconds of the real clock, also while `Date` follows a sandbox. */
export const realNow = () => real.Date.now();

/**
 * Puts this process behind a sandbox: what it sends to Shopify goes there, and its clock is the
 * sandbox's. Only one sandbox at a time.
 *
 * @param {string} sandboxUrl
 * @returns {Promise<{ heard: boolean; leave(): void }>} as soon as the process has the sandbox's time.
 *   `heard` is false when no sandbox answers yet: then the clock is the real one until one does.
 */
export async function followSandbox(sandboxUrl) {
  if (globalThis.fetch !== real.fetch) throw new Error("This process follows a sandbox already.");
  const clock = followClock(sandboxUrl);
  globalThis.fetch = fetchFrom(sandboxUrl);
  globalThis.Date = movedDate(clock.now);
  real.Date.prototype.constructor = globalThis.Date;
  return {
    heard: await clock.heard,
    leave() {
      clock.stop();
      globalThis.fetch = real.fetch;
      globalThis.Date = real.Date;
      real.Date.prototype.constructor = real.Date;
    },
  };
}

function fetchFrom(sandboxUrl) {
  return function fetch(input, init) {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.protocol !== "https:" || !shopHost.test(url.hostname)) return real.fetch(input, init);
    const there = new URL(`/shops/${url.hostname}${url.pathname}${url.search}`, sandboxUrl);
    return real.fetch(input instanceof Request ? new Request(there, input) : there, init);
  };
}

/**
 * Moves only what reads the present time. Every Date stays a plain one, so `instanceof` holds for
 * those that Node itself creates. Timers run on real time.
 */
function movedDate(now) {
  const moved = new Proxy(real.Date, {
    apply: () => new real.Date(now()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 ? [now()] : args,
        newTarget === moved ? target : newTarget,
      ),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  return moved;
}

/**
 * The offset comes over a stream. Once its first one has arrived, the stream no longer keeps the process
 * alive. When the sandbox goes away, the process keeps the last offset and reconnects.
 */
function followClock(sandboxUrl) {
  let offsetMs = 0;
  let stopped = false;
  let waiting = false;
  let current;
  let resolve;
  const heard = new Promise((done) => {
    resolve = done;
  });

  function connect() {
    let socket;
    const request = http.get(new URL("/clock/follow", sandboxUrl), { agent: false }, (response) => {
      response.setEncoding("utf8");
      let text = "";
      response.on("data", (part) => {
        text += part;
        const events = text.split("\n\n");
        text = events.pop() ?? "";
        for (const event of events) {
          const said = JSON.parse(event.replace(/^data: /, ""));
          offsetMs = said.offsetMs;
          acknowledge(said);
        }
        socket.unref();
        resolve(true);
      });
      response.on("close", reconnect);
    });
    current = request;
    request.on("socket", (given) => {
      socket = given;
    });
    request.on("error", () => {
      resolve(false);
      reconnect();
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

  function reconnect() {
    if (waiting || stopped) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      if (!stopped) connect();
    }, 500).unref();
  }

  connect();
  return {
    heard,
    now: () => realNow() + offsetMs,
    stop() {
      stopped = true;
      current.destroy();
    },
  };
}
