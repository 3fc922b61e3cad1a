import { API_KEY, type ReceivedRequest, type TestSandbox } from "./test-sandbox";

/** Serves a page of an app that uses every supported feature of App Bridge. */
export function serveEmbeddedPages(sandbox: TestSandbox): void {
  const { url } = sandbox.running;
  const bridge = `<script data-api-key="${API_KEY}" src="${url}/app-bridge.js"></script>`;
  const frame = "frame-ancestors https://demo-store.myshopify.com https://admin.shopify.com;";
  const headers = { "content-type": "text/html", "content-security-policy": frame };
  let refusals = 0;
  sandbox.app.answer = ({ path, headers: asked }: ReceivedRequest) => {
    const { pathname } = new URL(path, url);
    if (pathname === "/data") {
      refusals += 1;
      const retry = { "X-Shopify-Retry-Invalid-Session-Request": "1" };
      if (refusals === 1) return { status: 401, headers: retry };
      return { status: 200, body: asked["authorization"] ?? "nobody" };
    }
    if (pathname === "/auth/session-token") return { status: 200, headers, body: bridge };
    return { status: 200, headers, body: page(bridge, pathname) };
  };
}

const page = (bridge: string, name: string): string => `<!doctype html>
<html lang="en"><head><title>${name}</title></head><body>${bridge}
<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/second">Second</a></ui-nav-menu>
<ui-title-bar title="Pools"><button variant="primary" onclick="note('create')">Create</button></ui-title-bar>
<ui-save-bar id="bar"><button variant="primary" onclick="note('saved')"></button>
<button onclick="note('discarded'); shopify.saveBar.hide('bar')"></button></ui-save-bar>
<ui-modal id="ask"><p>Really?</p><ui-title-bar title="Delete pool">
<button variant="primary" onclick="note('deleted')">Delete</button></ui-title-bar></ui-modal>
<h1>${name}</h1><output id="notes"></output>
<script>
  function note(text) { document.querySelector("#notes").append(text + ";"); }
  async function ask() { note(await (await fetch("/data", { method: "POST", body: "x" })).text()); }
  function leave() { shopify.saveBar.leaveConfirmation().then(() => note("left")); }
</script>
<button onclick="ask()">Ask</button>
<button onclick="shopify.saveBar.show('bar')">Change</button>
<button onclick="leave()">Leave</button>
<button onclick="shopify.modal.show('ask')">Remove</button>
<button onclick="shopify.toast.show('Pool created', { duration: 60000 })">Toast</button>
<button onclick="history.pushState(null, '', '/app/deep' + location.search)">Go deep</button>
</body></html>`;
