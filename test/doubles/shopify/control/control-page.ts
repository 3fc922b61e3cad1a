import { now } from "../clock/now";
import { FAULT_KINDS } from "../faults/fault";
import { type Html, html } from "../http/html";
import { layout } from "../http/layout";
import type { Sandbox } from "../sandbox";
import { shopHandle } from "../shops/find-shop";

const hour = 3_600_000;
const time = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace("T", " ");

/** The control page. Its buttons call the same routes as tests. */
export function controlPage(sandbox: Sandbox): string {
  return layout(
    "Control",
    html`${clock(sandbox)}${shops(sandbox)}${faults(sandbox)}${webhooks(sandbox)}${requests(sandbox)}
<script>${script}</script>`,
  );
}

/** A button that calls a route and reloads the page. */
const call = (label: string, method: string, path: string, body?: object): Html =>
  html`<button data-method="${method}" data-path="${path}" data-body="${JSON.stringify(body ?? {})}">${label}</button> `;

const script: Html = {
  markup: `for (const button of document.querySelectorAll("[data-path]")) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      const { method, path, body } = button.dataset;
      const answer = await fetch(path, { method, ...(method === "POST" ? { body } : {}) });
      if (answer.ok) location.reload(); else alert(await answer.text());
    });
  }
  document.querySelector("#fault").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { match, kind, times } = Object.fromEntries(new FormData(event.target));
    const body = JSON.stringify({ match, kind, times: times ? Number(times) : null });
    const answer = await fetch("/control/api/faults", { method: "POST", body });
    if (answer.ok) location.reload(); else alert(await answer.text());
  });`,
};

const clock = (sandbox: Sandbox): Html => html`<section><h2>Clock</h2>
<p>The time for shops and app is ${time(now(sandbox))} UTC.</p>
${call("1 hour later", "POST", "/control/api/clock", { advanceMs: hour })}
${call("1 day later", "POST", "/control/api/clock", { advanceMs: 24 * hour })}
${call("7 days later", "POST", "/control/api/clock", { advanceMs: 168 * hour })}
${call("Back to real time", "POST", "/control/api/clock", { offsetMs: 0 })}</section>`;

const shops = (sandbox: Sandbox): Html => html`<section><h2>Shops</h2><table>
<tr><th>Shop</th><th>Discounts</th><th>App</th><th></th></tr>${Object.values(
  sandbox.world.shops,
).map((shop) => {
  const path = `/control/api/shops/${shop.domain}`;
  return html`<tr><td>${shop.name}<br><span class="quiet">${shop.domain}</span><br>
<a href="/store/${shopHandle(shop)}">Online store</a> · <a href="/admin/store/${shopHandle(shop)}/orders">Orders</a></td>
<td><a href="/admin/store/${shopHandle(shop)}/discounts">${Object.keys(shop.discounts).length} discounts</a></td>
<td>${shop.installation ? "installed" : "not installed"}</td><td>${
    shop.installation
      ? call("Uninstall", "POST", `${path}/uninstall`)
      : call("Install", "POST", `${path}/install`)
  }${call("Expire tokens", "POST", `${path}/expire-tokens`)}
${call("Data request", "POST", `${path}/compliance`, { topic: "customers/data_request" })}
${call("Redact customer", "POST", `${path}/compliance`, { topic: "customers/redact" })}
${call("Redact shop", "POST", `${path}/compliance`, { topic: "shop/redact" })}</td></tr>`;
})}</table><p><a href="/control/functions">Runs of functions</a></p><p>${call("Reset everything", "POST", "/control/api/reset", { seed: "demo" })}
<span class="quiet">This keeps the app's own data. Restart with --fresh to delete it, too.</span></p></section>`;

const faults = (sandbox: Sandbox): Html => html`<section><h2>Faults</h2>
<form id="fault"><label>Where <input name="match" value="graphql" list="areas"></label>
<datalist id="areas"><option>graphql<option>graphql:discountRedeemCodeBulkAdd<option>oauth<option>webhook<option>mail</datalist>
<label>What <select name="kind">${FAULT_KINDS.map((kind) => html`<option>${kind}</option>`)}</select></label>
<label>How often <input name="times" type="number" min="1" placeholder="unlimited"></label>
<button class="main">Add fault</button></form>
${sandbox.world.faults.map(
  (fault) => html`<p>${fault.match}: ${fault.kind}, ${fault.times ?? "unlimited"} times
${call("Off", "DELETE", `/control/api/faults/${fault.id}`)}</p>`,
)}</section>`;

const webhooks = (sandbox: Sandbox): Html => html`<section><h2>Webhooks</h2><table>
<tr><th>Time (UTC)</th><th>Topic</th><th>Shop</th><th>State</th><th></th></tr>${[
  ...Object.values(sandbox.world.deliveries),
]
  .reverse()
  .slice(0, 50)
  .map(
    (
      delivery,
    ) => html`<tr><td>${time(delivery.triggeredAt)}</td><td>${delivery.topic}</td><td>${delivery.shop}</td>
<td>${delivery.state}, ${delivery.attempts.length} tries, last ${delivery.attempts.at(-1)?.status ?? "–"}</td>
<td>${call("Send again", "POST", `/control/api/webhooks/${delivery.id}/resend`)}</td></tr>`,
  )}</table></section>`;

const requests = (sandbox: Sandbox): Html => html`<section><h2>Admin API</h2><table>
<tr><th>Time (UTC)</th><th>Shop</th><th>Operation</th><th>Cost</th><th>Outcome</th></tr>${[
  ...sandbox.requests,
]
  .reverse()
  .slice(0, 50)
  .map(
    (request) => html`<tr><td>${time(request.at)}</td><td>${request.shop}</td>
<td>${request.operation || "–"}: ${request.fields.join(", ")}</td>
<td>${request.actualCost ?? "–"} of ${request.requestedCost}</td><td>${request.outcome}</td></tr>`,
  )}</table></section>`;
