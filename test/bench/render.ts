import { Liquid } from "liquidjs";
import type { ShopContext } from "../../app/core/ids";
import { renderMessages } from "../../app/features/campaigns/messages/render-messages.server";
import {
  type MessageRenderer,
  openBudget,
  openRenderer,
} from "../../app/features/campaigns/rendering/renderer.server";
import type { Services } from "../../app/services.server";
import { absentPlatform } from "../factories/absent-platform";
import { insertPool } from "../factories/stocked-pool";
import type { Bench, Figure } from "./bench";
import { median, timed } from "./bench";
import { insertBenchShop, withBenchDatabase } from "./bench-database";

const rounds = 7;
const recipients = 1000;

const products = [
  "Linen shirt",
  "Canvas bag",
  "Wool socks",
  "Straw hat",
  "Denim jacket",
  "Silk scarf",
];

/** A typical campaign email: greeting, condition, product list and code. */
function mail(code: string): string {
  return `<!doctype html><html><body style="font-family: sans-serif">
<h1>Hello {{ first_name | default: "there" | capitalize }}</h1>
{% if points > 100 %}<p>You have {{ points }} points, thank you for staying with us.</p>{% else %}<p>Collect points with every order.</p>{% endif %}
<table>{% for product in products %}<tr><td>{{ forloop.index }}</td><td>{{ product.name | escape }}</td>
<td>{{ product.price | divided_by: 100.0 | round: 2 }} EUR</td><td>{% if product.new %}New{% endif %}</td></tr>{% endfor %}</table>
<p>Your code: <b>${code}</b></p>
<p>{{ city | upcase }}, {{ first_name | downcase | append: "@example.com" | escape }}</p>
</body></html>`;
}

/**
 * Recipients per second, rendered and assigned in calls of a thousand. The baseline is the library
 * alone, rendering the same template with a field instead of the code.
 */
export const bench: Bench = {
  names: ["render"],
  run: () =>
    withBenchDatabase(async (services): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      const renderer = openRenderer();
      const figure = await measure({ ...services, platform: absentPlatform, renderer }, shop);
      await renderer.close();
      return [figure];
    }),
};

async function measure(
  services: Services & { renderer: MessageRenderer },
  shop: ShopContext,
): Promise<Figure> {
  const poolId = await insertPool(services, shop, { codes: (rounds + 2) * recipients });
  const [pool] = await services.database.query<{ handle: string }>(
    "SELECT handle FROM pool WHERE shop_id = $1 AND id = $2",
    [shop.id, poolId],
  );
  const html = mail(`{% coupon_code '${pool?.handle}' %}`);
  const engine = new Liquid({ outputEscape: "escape" });
  const template = engine.parse(mail("{{ code }}"));
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const people = Array.from({ length: recipients }, (_, n) => fields(n));
    const mine = await timed(async () => {
      const rendered = await renderMessages(services, shop, {
        texts: { html },
        recipients: people.map((person, n) => ({
          recipient: `r${round}-${n}@example.com`,
          fields: person,
          idempotencyKey: undefined,
        })),
        campaign: "bench",
        pools: null,
        actor: { name: "Bench" },
        budget: openBudget(),
      });
      if (!rendered.ok || !rendered.value.every((answer) => answer.ok)) throw new Error("refused");
    });
    const bare = await timed(async () => {
      for (const person of people) engine.renderSync(template, { ...person, code: "CODE-1" });
    });
    if (round < 0) continue;
    ours.push((recipients / mine) * 1000);
    baseline.push((recipients / bare) * 1000);
  }
  return {
    name: "render",
    ours: median(ours),
    baseline: median(baseline),
    ratio: median(ours.map((value, round) => value / (baseline[round] ?? 1))),
    unit: "recipients/s",
    aim: "≥ 0.3",
  };
}

function fields(n: number): Record<string, unknown> {
  return {
    first_name: `person ${n}`,
    points: n % 200,
    city: "Berlin",
    products: products.map((name, place) => ({
      name,
      price: 1999 + place * n,
      new: place % 2 === 0,
    })),
  };
}
