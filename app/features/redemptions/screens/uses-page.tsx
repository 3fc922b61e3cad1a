import { Button, Card, EmptyState, IndexTable, InlineStack, Page } from "@shopify/polaris";
import { day, moment, money } from "../../../core/format";
import { AdminLink } from "../../../ui/admin-link";
import { Link, useNavigate, useSearchParams } from "../../../ui/browser";
import { ScrollableTable } from "../../../ui/scrollable-table";
import { useShopFacts } from "../../../ui/shop-facts";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { Period } from "../../statistics/period";
import type { UnexpectedKind, UnexpectedUse } from "../uses/unexpected-use";

type UseRow = Omit<UnexpectedUse, "orderedAt"> & { orderedAt: Date | string; orderUrl: string };

export interface UsesPageProps {
  kind: UnexpectedKind;
  /** Null: all pools. */
  pool: { id: number; name: string } | null;
  period: Period;
  uses: UseRow[];
  /** Cursor of the next page; null: this is the last. */
  next: { at: number; orderId: string; codeId: number } | null;
}

const titles: Record<UnexpectedKind, string> = {
  others: "Codes used by someone else",
  unassigned: "Codes used without being assigned",
};

const nothing: Record<UnexpectedKind, string> = {
  others: "No codes were used by someone else.",
  unassigned: "All codes used were assigned.",
};

/** Codes used by someone other than their recipient, with the orders. */
export function UsesPage({ kind, pool, period, uses, next }: UsesPageProps) {
  const { timeZone } = useShopFacts();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const back = pool ? `/app/pools/${pool.id}/statistics` : "/app";
  const days = `${day(period.from, "UTC")} – ${day(period.to, "UTC")}`;
  const showNext = () => {
    if (!next) return;
    const further = new URLSearchParams(params);
    for (const [name, value] of Object.entries(next)) further.set(name, String(value));
    navigate(`?${further}`);
  };
  return (
    <Page
      title={titles[kind]}
      subtitle={`${pool ? `${pool.name} • ` : ""}Orders placed ${days}. Canceled, refunded and test orders don’t count.`}
      backAction={{ content: "Statistics", onAction: () => navigate(back) }}
    >
      <Card padding="0">
        {uses.length === 0 ? (
          <EmptyState heading="No unexpected uses" image="">
            <p>{nothing[kind]}</p>
          </EmptyState>
        ) : (
          <ScrollableTable label={titles[kind]}>
            <IndexTable
              selectable={false}
              itemCount={uses.length}
              resourceName={{ singular: "use", plural: "uses" }}
              headings={[
                { title: "Code" },
                ...(kind === "others" ? [{ title: "Assigned to" }] : []),
                { title: "Order" },
                { title: "Ordered at" },
                { title: "Discount", alignment: "end" as const },
                { title: "Pool" },
              ]}
            >
              {uses.map((use, position) => (
                <IndexTable.Row
                  key={`${use.orderId} ${use.code}`}
                  id={`${use.orderId} ${use.code}`}
                  position={position}
                >
                  <IndexTable.Cell>
                    {use.code === null ? (
                      "Removed"
                    ) : (
                      <Link to={`/app/explain?code=${encodeURIComponent(use.code)}`}>
                        {use.code}
                      </Link>
                    )}
                  </IndexTable.Cell>
                  {kind === "others" && (
                    <IndexTable.Cell>{recipientText(use.recipient)}</IndexTable.Cell>
                  )}
                  <IndexTable.Cell>
                    <AdminLink url={use.orderUrl}>{use.order}</AdminLink>
                  </IndexTable.Cell>
                  <IndexTable.Cell>{moment(use.orderedAt, timeZone)}</IndexTable.Cell>
                  <IndexTable.Cell>
                    <InlineStack align="end">{money(use.amount, use.currency)}</InlineStack>
                  </IndexTable.Cell>
                  <IndexTable.Cell className="Wrapping">
                    {use.pool.deleted ? (
                      `${use.pool.name} (deleted)`
                    ) : (
                      <Link to={`/app/pools/${use.pool.id}`}>{use.pool.name}</Link>
                    )}
                  </IndexTable.Cell>
                </IndexTable.Row>
              ))}
            </IndexTable>
          </ScrollableTable>
        )}
      </Card>
      {next && (
        <InlineStack align="center">
          <Button onClick={showNext}>Older orders</Button>
        </InlineStack>
      )}
    </Page>
  );
}
