import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import type { Discount } from "./discount";

// At any time, native ones and those of apps together (schema, ACTIVE_PERIOD_OVERLAP).
const MAX_ACTIVE = 25;

interface Period {
  id?: string;
  startsAt: number;
  endsAt: number | null;
}

/**
 * The error if an automatic discount would be active together with 25 others: MAX_APP_DISCOUNTS if all
 * of them are made by apps, or ACTIVE_PERIOD_OVERLAP. Assumed: which of the two, and the sentences.
 */
export function automaticLimit(
  sandbox: Sandbox,
  shop: Shop,
  wanted: Period,
): { message: string; code: "MAX_APP_DISCOUNTS" | "ACTIVE_PERIOD_OVERLAP" } | undefined {
  const from = Math.max(wanted.startsAt, now(sandbox));
  const others = Object.values(shop.discounts).filter(
    ({ id, method }) => method === "automatic" && id !== wanted.id,
  );
  // The number grows only when one starts.
  const starts = [from, ...others.map(({ startsAt }) => startsAt)].filter(
    (time) => time >= from && isActive(wanted, time),
  );
  for (const time of starts) {
    const active = others.filter((other) => isActive(other, time));
    if (active.length < MAX_ACTIVE) continue;
    return active.every(isOfApp)
      ? {
          message: `Only ${MAX_ACTIVE} app discounts can be active at the same time.`,
          code: "MAX_APP_DISCOUNTS",
        }
      : {
          message: `Only ${MAX_ACTIVE} automatic discounts can be active at the same time.`,
          code: "ACTIVE_PERIOD_OVERLAP",
        };
  }
  return undefined;
}

const isActive = ({ startsAt, endsAt }: Period, time: number): boolean =>
  startsAt <= time && (endsAt === null || endsAt > time);

const isOfApp = ({ kind }: Discount): boolean => kind === "app";
