import {
  Badge,
  BlockStack,
  Box,
  Button,
  Checkbox,
  IndexTable,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { count, moment } from "../../../core/format";
import { AdminLink } from "../../../ui/admin-link";
import { Link } from "../../../ui/browser";
import { useSelection } from "../../../ui/forms/use-selection";
import type { PublishStatus } from "../../codes/publishing/publish-status";
import { PublishStatusBadge } from "../../codes/screens/publish-status-badge";
import type { BlockChange } from "../../recipients/screens/block-modal";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { AssignmentState } from "../assignment";
import type { OrderOutcome } from "../history/history-entry";
import { AssignmentStateBadge } from "./assignment-state-badge";
import { HistoryActions } from "./history-actions";

export interface HistoryRow {
  id: number;
  code: string | null;
  recipient: string | null;
  blocked: boolean;
  source: string;
  assignedAt: Date | string;
  expiresAt: Date | string | null;
  releasedAt: Date | string | null;
  state: AssignmentState;
  publishStatus: PublishStatus | null;
  live: boolean | null;
  refusal: string | null;
  order: string | null;
  orderState: OrderOutcome | null;
  /** URLs in the Shopify admin; null if there is no such page. */
  orderUrl: string | null;
  customerUrl: string | null;
}

/**
 * Assigned codes. Unused ones can be released, one or several. Selection isn't Polaris's own: screen
 * readers don't announce the partial selection of its table.
 */
export function HistoryTable({
  rows,
  timeZone,
  loading,
  onRelease,
  onBlock,
}: {
  rows: HistoryRow[];
  timeZone: string;
  loading: boolean;
  onRelease: (selected: HistoryRow[]) => void;
  onBlock: (blocking: BlockChange) => void;
}) {
  const selection = useSelection(rows, canBeReleased);
  return (
    <>
      <Box paddingInline="300" paddingBlockEnd="300">
        <InlineStack gap="400" blockAlign="center">
          <Checkbox
            label="Select all on this page"
            checked={selection.all}
            disabled={selection.none}
            onChange={selection.toggleAll}
          />
          {selection.chosen.length > 0 && (
            <Button size="slim" onClick={() => onRelease(selection.chosen)}>
              Release {count(selection.chosen.length, "code")}
            </Button>
          )}
        </InlineStack>
      </Box>
      <IndexTable
        selectable={false}
        loading={loading}
        itemCount={rows.length}
        resourceName={{ singular: "assignment", plural: "assignments" }}
        headings={[
          { title: "Select", hidden: true },
          { title: "Code" },
          { title: "Email" },
          { title: "Source" },
          { title: "Assigned at" },
          { title: "Status" },
          { title: "Order" },
          { title: "Actions", hidden: true },
        ]}
      >
        {rows.map((row, position) => (
          <IndexTable.Row key={row.id} id={String(row.id)} position={position}>
            <IndexTable.Cell>
              {canBeReleased(row) && (
                <Checkbox
                  label={`Select ${nameOf(row)}`}
                  labelHidden
                  checked={selection.isChosen(row.id)}
                  onChange={(on) => selection.toggle(row.id, on)}
                />
              )}
            </IndexTable.Cell>
            <IndexTable.Cell>
              <span className="Address">
                <Text as="span" fontWeight="semibold">
                  {row.code === null ? (
                    "Removed"
                  ) : (
                    <Link to={`/app/explain?code=${encodeURIComponent(row.code)}`}>{row.code}</Link>
                  )}
                </Text>
              </span>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <span className="Address">
                <AdminLink url={row.customerUrl}>{recipientText(row.recipient)}</AdminLink>
              </span>
              {row.blocked && row.recipient !== null && (
                <span data-testid="blocked-badge">
                  <Badge tone="critical">Blocked</Badge>
                </span>
              )}
            </IndexTable.Cell>
            <IndexTable.Cell>{row.source}</IndexTable.Cell>
            <IndexTable.Cell>{moment(row.assignedAt, timeZone)}</IndexTable.Cell>
            <IndexTable.Cell>
              <BlockStack gap="050" inlineAlign="start">
                <AssignmentStateBadge state={row.state} orderState={row.orderState} />
                <Detail row={row} timeZone={timeZone} />
                {/* Working codes are the normal case and need no badge. */}
                {row.live !== true && (
                  <PublishStatusBadge
                    publishStatus={row.publishStatus}
                    live={row.live}
                    refusal={row.refusal}
                  />
                )}
              </BlockStack>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <OrderCell row={row} />
            </IndexTable.Cell>
            <IndexTable.Cell>
              <HistoryActions
                name={nameOf(row)}
                blocked={row.blocked}
                onRelease={canBeReleased(row) ? () => onRelease([row]) : undefined}
                onBlock={blocker(row, onBlock)}
              />
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </>
  );
}

function OrderCell({ row: { order, orderState, orderUrl } }: { row: HistoryRow }) {
  if (order === null) return "–";
  return (
    <InlineStack gap="100" blockAlign="center" wrap={false}>
      <AdminLink url={orderUrl}>{order}</AdminLink>
      {orderState === "canceled" && (
        <span data-testid="order-canceled">
          <Badge tone="warning">Canceled</Badge>
        </span>
      )}
      {orderState === "refunded" && <Badge tone="warning">Refunded</Badge>}
    </InlineStack>
  );
}

function Detail({ row, timeZone }: { row: HistoryRow; timeZone: string }) {
  const at = row.state === "released" ? row.releasedAt : row.expiresAt;
  if (at === null || row.state === "redeemed" || row.state === "voided") return null;
  const prefix = row.state === "assigned" ? "until " : "";
  return (
    <Text as="span" variant="bodySm" tone="subdued">
      {prefix}
      {moment(at, timeZone)}
    </Text>
  );
}

function nameOf({ code, recipient }: HistoryRow): string {
  return `${code ?? "removed code"} for ${recipientText(recipient)}`;
}

/** Undefined if the customer was erased: there is no one to block. */
function blocker(
  { recipient, blocked }: HistoryRow,
  onBlock: (blocking: BlockChange) => void,
): (() => void) | undefined {
  return recipient === null ? undefined : () => onBlock({ recipient, blocked: !blocked });
}

function canBeReleased({ state }: HistoryRow): boolean {
  return state === "assigned" || state === "expired";
}
