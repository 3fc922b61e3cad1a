import { Card } from "@shopify/polaris";
import { number } from "../../../core/format";
import { Figures } from "../../../ui/figures";
import { isSealed, type Pool, type Stock } from "../pool";
import { remaining } from "./remaining";

type PoolWithStock = Stock &
  Pick<Pool, "type" | "holderOnly" | "personalExpiration" | "bufferTarget">;

/** The pool's stock figures. */
export function StockFigures({ pool }: { pool: PoolWithStock }) {
  return (
    <Card>
      <Figures
        columns={{ xs: 3, sm: 4, md: 7 }}
        figures={pool.type === "shared" ? sharedFigures(pool) : stockFigures(pool)}
      />
    </Card>
  );
}

/** Codes that are made when they're assigned are never available before. */
function stockFigures(pool: PoolWithStock): [string, string][] {
  const ahead: [string, string] = ["Active", number(pool.available)];
  const left: [string, string] = [
    pool.bufferTarget === null ? "Remaining" : "Ready",
    remaining(pool),
  ];
  return [
    ...(isSealed(pool) ? [] : [ahead]),
    ["Assigned", number(pool.assigned)],
    ["Redeemed", number(pool.redeemed)],
    ["Expired", number(pool.expired)],
    ["Voided", number(pool.voided)],
    ["Total", number(pool.total)],
    ...(isSealed(pool) ? [] : [left]),
  ];
}

/** A shared code has recipients and uses instead of stock. */
function sharedFigures({ recipients, uses }: PoolWithStock): [string, string][] {
  return [
    ["Recipients", number(recipients)],
    ["Uses", number(uses)],
  ];
}
