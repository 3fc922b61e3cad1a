import { Card } from "@shopify/polaris";
import { number } from "../../../core/format";
import { Figures } from "../../../ui/figures";
import type { PoolType, Stock } from "../pool";
import { remaining } from "./remaining";

type PoolWithStock = Stock & { type: PoolType; bufferTarget: number | null };

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

function stockFigures(pool: PoolWithStock): [string, string][] {
  return [
    ["Active", number(pool.available)],
    ["Assigned", number(pool.assigned)],
    ["Redeemed", number(pool.redeemed)],
    ["Expired", number(pool.expired)],
    ["Voided", number(pool.voided)],
    ["Total", number(pool.total)],
    [pool.bufferTarget === null ? "Remaining" : "Ready", remaining(pool)],
  ];
}

/** A shared code has recipients and uses instead of stock. */
function sharedFigures({ recipients, uses }: PoolWithStock): [string, string][] {
  return [
    ["Recipients", number(recipients)],
    ["Uses", number(uses)],
  ];
}
