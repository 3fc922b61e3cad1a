import http from "node:http";

const shopHost = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
const real = { fetch: globalThis.fetch, Date: globalThis.Date };

/** The real time in milliseconds, even while `Date` follows a sandbox. */
export const realNow = () => real.Date.now();

/**
 * Redirects this process's requests for Shopify to a sandbox and applies the sandbox's clock. A process
 * can follow only one sandbox at a time.
 *
 * @param {string} sandboxUrl
 * @returns {Promise<{ connected: boolean; leave(): void }>} once the process has the sandbox's time. If
 *   `connected` is false, no sandbox is running yet, and the process uses the real time until one is.
 */
export async function followSandbox(sandboxUrl) {
  if (globalThis.fetch !== real.fetch) throw new Error("This process already follows a sandbox.");
  const clock = followClock(sandboxUrl);
  globalThis.fetch = fetchFrom(sandboxUrl);
  globalThis.Date = movedDate(clock.now);
  real.Date.prototype.constructor = globalThis.Date;
  return {
    connected: await clock.connected,
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
 * Shifts only the current time. Dates stay ordinary Date objects, so `instanceof` also works for those
 * created by Node itself. Timers run on real time.
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
 * Offsets arrive over a stream. After the first one, the stream no longer keeps the process alive. If
 * the sandbox goes away, the process keeps the last offset and tries to reconnect.
 */
function followClock(sandboxUrl) {
  let offsetMs = 0;
  let stopped = false;
  let waiting = false;
  let current;
  let resolve;
  const connected = new Promise((done) => {
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
    connected,
    now: () => realNow() + offsetMs,
    stop() {
      stopped = true;
      current.destroy();
    },
  };
}
