import { IndexTable, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { Link } from "../../../../ui/browser";
import { count, number } from "../../../../ui/format";
import type { DiscountStatus } from "../../../discounts/discount";
import { StoreBadge } from "../../../publishing/screens/store-badge";
import type { StoreState } from "../../../publishing/store-check/store-check";
import type { PoolType } from "../../pool";
import { DeletePoolModal } from "../actions/delete-pool-modal";
import { PoolActions } from "../actions/pool-actions";
import { StatusSwitch } from "../actions/status-switch";
import { DiscountWarning } from "../discount-warning";
import { LevelBadge } from "../level-badge";
import { remaining } from "../remaining";
import { TypeBadge } from "../type-badge";

export interface PoolRow {
  id: number;
  name: string;
  type: PoolType;
  active: boolean;
  archivedAt: Date | string | null;
  lowStockThreshold: number | null;
  available: number;
  assigned: number;
  redeemed: number;
  total: number;
  /** Of a shared code. */
  recipients: number;
  uses: number;
  bufferTarget: number | null;
  /** Of the discount that its codes are worth; null: none. */
  discountStatus: DiscountStatus | null;
  /** Codes are not generated or not uploaded now. */
  stopped: boolean;
  /** Whether its codes work in the store, where the app does not upload them; else null. */
  storeState: StoreState | null;
}

/** The list of pools: status, figures and what can be done with each. */
export function PoolsTable({ pools, loading }: { pools: PoolRow[]; loading: boolean }) {
  const [doomed, setDoomed] = useState<PoolRow>();
  return (
    <>
      <IndexTable
        selectable={false}
        loading={loading}
        itemCount={pools.length}
        resourceName={{ singular: "pool", plural: "pools" }}
        headings={[
          { title: "Status" },
          { title: "Pool name" },
          { title: "Active", alignment: "end" },
          { title: "Assigned", alignment: "end" },
          { title: "Redeemed", alignment: "end" },
          { title: "Total", alignment: "end" },
          { title: "% remaining", alignment: "end" },
          { title: "Actions", alignment: "end", hidden: true },
        ]}
      >
        {pools.map((pool, position) => (
          <IndexTable.Row key={pool.id} id={String(pool.id)} position={position}>
            <IndexTable.Cell>
              <StatusSwitch pool={pool} disabled={pool.archivedAt !== null} />
            </IndexTable.Cell>
            <IndexTable.Cell>
              <InlineStack gap="200" blockAlign="center" wrap={false}>
                <span className="PoolName">
                  <Link to={`/app/pools/${pool.id}`} prefetch="intent">
                    <Text as="span" fontWeight="semibold">
                      {pool.name}
                    </Text>
                  </Link>
                </span>
                <TypeBadge type={pool.type} />
                <LevelBadge pool={pool} stopped={pool.stopped} />
                <DiscountWarning status={pool.discountStatus} />
                {pool.storeState !== null && pool.storeState !== "works" && (
                  <StoreBadge state={pool.storeState} />
                )}
              </InlineStack>
            </IndexTable.Cell>
            {figuresOf(pool).map(([column, value]) => (
              <Figure key={column} value={value} />
            ))}
            <IndexTable.Cell>
              <InlineStack align="end">
                <PoolActions pool={pool} onDelete={() => setDoomed(pool)} />
              </InlineStack>
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
      {doomed && (
        <DeletePoolModal
          pool={{ ...doomed, linked: doomed.discountStatus !== null }}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </>
  );
}

/** By column. A shared code is no stock: it has recipients and uses instead. */
function figuresOf(pool: PoolRow): [column: string, value: string][] {
  const shared = pool.type === "shared";
  return [
    ["active", shared ? "–" : number(pool.available)],
    ["assigned", shared ? count(pool.recipients, "recipient") : number(pool.assigned)],
    ["redeemed", shared ? count(pool.uses, "use") : number(pool.redeemed)],
    ["total", shared ? "–" : number(pool.total)],
    ["remaining", shared ? "–" : remaining(pool)],
  ];
}

function Figure({ value }: { value: string }) {
  return (
    <IndexTable.Cell>
      <Text as="span" alignment="end" numeric>
        {value}
      </Text>
    </IndexTable.Cell>
  );
}
