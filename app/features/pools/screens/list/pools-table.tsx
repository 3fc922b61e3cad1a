import { IndexTable, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { count, number } from "../../../../core/format";
import { Link } from "../../../../ui/browser";
import type { DiscountStatus } from "../../../discounts/discount";
import { StoreBadge } from "../../../publishing/screens/store-badge";
import type { StoreState } from "../../../publishing/store-check/store-check";
import { isSealed, type PoolType } from "../../pool";
import { DeletePoolModal } from "../actions/delete-pool-modal";
import { PoolActions } from "../actions/pool-actions";
import { StatusSwitch } from "../actions/status-switch";
import { DiscountWarning, LevelBadge, TypeBadge } from "../pool-badges";
import { remaining } from "../remaining";

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
  /** Shared pools only. */
  recipients: number;
  uses: number;
  bufferTarget: number | null;
  holderOnly: boolean;
  personalExpiration: boolean;
  /** Status of the linked discount; null: none. */
  discountStatus: DiscountStatus | null;
  /** Generating or uploading codes has stopped. */
  stopped: boolean;
  /** Whether the codes of an unlinked pool work in the store; null for linked pools. */
  storeState: StoreState | null;
}

/** The list of pools with status, figures and actions. */
export function PoolsTable({ pools, loading }: { pools: PoolRow[]; loading: boolean }) {
  const [toDelete, setToDelete] = useState<PoolRow>();
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
                <PoolActions pool={pool} onDelete={() => setToDelete(pool)} />
              </InlineStack>
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
      {toDelete && (
        <DeletePoolModal
          pool={{ ...toDelete, linked: toDelete.discountStatus !== null }}
          onClose={() => setToDelete(undefined)}
        />
      )}
    </>
  );
}

/**
 * Cells by column. A shared code has recipients and uses instead of stock. A pool whose codes are made
 * when they're assigned has none ahead.
 */
function figuresOf(pool: PoolRow): [column: string, value: string][] {
  const shared = pool.type === "shared";
  return [
    ["active", shared || isSealed(pool) ? "–" : number(pool.available)],
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
