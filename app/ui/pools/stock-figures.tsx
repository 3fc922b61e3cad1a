import { Card } from "@shopify/polaris";
import type { Stock } from "../../pools/pool";
import { Figures } from "../figures";
import { number } from "../format";
import { remaining } from "./remaining";

/** The pool's figures, side by side. */
export function StockFigures({ pool }: { pool: Stock & { bufferTarget: number | null } }) {
  return (
    <Card>
      <Figures
        columns={{ xs: 3, sm: 4, md: 7 }}
        figures={[
          ["Active", number(pool.available)],
          ["Assigned", number(pool.assigned)],
          ["Redeemed", number(pool.redeemed)],
          ["Expired", number(pool.expired)],
          ["Voided", number(pool.voided)],
          ["Total", number(pool.total)],
          [pool.bufferTarget === null ? "Remaining" : "Ready", remaining(pool)],
        ]}
      />
    </Card>
  );
}
