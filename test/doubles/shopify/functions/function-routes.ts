import { json, page } from "../http/answers";
import type { Route } from "../http/route";
import { type CheckoutSettings, REAL_CHECKOUT } from "./checkout-settings";
import { functionRunsPage } from "./function-runs-page";

/** The latest runs of functions, and how the checkout calls them. */
export const functionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/functions",
    handle: ({ sandbox }) => page(functionRunsPage(sandbox)),
  },
  {
    // Newest first.
    method: "GET",
    path: "/control/api/functions/runs",
    handle: ({ sandbox }) => json({ runs: [...sandbox.functionRuns].reverse() }),
  },
  {
    method: "DELETE",
    path: "/control/api/functions/runs",
    handle: ({ sandbox }) => {
      sandbox.functionRuns.length = 0;
      return json({});
    },
  },
  {
    method: "GET",
    path: "/control/api/checkout",
    handle: ({ sandbox }) => json(sandbox.world.checkout),
  },
  {
    method: "POST",
    path: "/control/api/checkout",
    handle: async ({ sandbox, request }) => {
      const input = (await request.json()) as Record<string, unknown>;
      const wrong = Object.entries(input).find(([name, value]) => !isSetting(name, value));
      if (wrong) return json({ errors: `${wrong[0]} is not a valid setting` }, 400);
      Object.assign(sandbox.world.checkout, input);
      return json(sandbox.world.checkout);
    },
  },
];

const isSetting = (name: string, value: unknown): boolean =>
  name === ("codeCase" satisfies keyof CheckoutSettings)
    ? value === "shop" || value === "typed"
    : name in REAL_CHECKOUT && typeof value === "boolean";
