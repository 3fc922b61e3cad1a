import {
  BlockStack,
  Button,
  IndexTable,
  InlineStack,
  Text,
  useIndexResourceState,
} from "@shopify/polaris";
import type { AssignmentState } from "../../assignments/assignment";
import { moment } from "../format";
import { AssignmentStateBadge } from "./assignment-state-badge";
import { recipientText } from "./recipient-text";

export interface HistoryRow {
  id: number;
  code: string | null;
  recipient: string | null;
  source: string;
  assignedAt: Date | string;
  expiresAt: Date | string | null;
  releasedAt: Date | string | null;
  state: AssignmentState;
  order: string | null;
}

/** Who got which code; rows that are not used yet can be released, one or several. */
export function HistoryTable({
  rows,
  timeZone,
  loading,
  onRelease,
}: {
  rows: HistoryRow[];
  timeZone: string;
  loading: boolean;
  onRelease: (chosen: HistoryRow[]) => void;
}) {
  const resources = rows.map((row) => ({ ...row, id: String(row.id) }));
  const { selectedResources, allResourcesSelected, handleSelectionChange } =
    useIndexResourceState(resources);
  const chosen = rows.filter((row) => selectedResources.includes(String(row.id)));
  const releasable = chosen.filter(canBeReleased);
  return (
    <IndexTable
      loading={loading}
      itemCount={rows.length}
      resourceName={{ singular: "assignment", plural: "assignments" }}
      selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
      onSelectionChange={handleSelectionChange}
      promotedBulkActions={[
        {
          content: "Release codes",
          disabled: releasable.length === 0,
          onAction: () => onRelease(releasable),
        },
      ]}
      headings={[
        { title: "Code" },
        { title: "Email" },
        { title: "Source" },
        { title: "Assigned at" },
        { title: "State" },
        { title: "Order" },
        { title: "Actions", hidden: true },
      ]}
    >
      {rows.map((row, position) => (
        <IndexTable.Row
          key={row.id}
          id={String(row.id)}
          position={position}
          selected={selectedResources.includes(String(row.id))}
          accessibilityLabel={`Select ${row.code ?? "a removed code"} of ${recipientText(row.recipient)}`}
        >
          <IndexTable.Cell>
            <Text as="span" fontWeight="semibold" breakWord>
              {row.code ?? "Removed"}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell>{recipientText(row.recipient)}</IndexTable.Cell>
          <IndexTable.Cell>{row.source}</IndexTable.Cell>
          <IndexTable.Cell>{moment(row.assignedAt, timeZone)}</IndexTable.Cell>
          <IndexTable.Cell>
            <BlockStack gap="050" inlineAlign="start">
              <AssignmentStateBadge state={row.state} />
              <Detail row={row} timeZone={timeZone} />
            </BlockStack>
          </IndexTable.Cell>
          <IndexTable.Cell>{row.order ?? "–"}</IndexTable.Cell>
          <IndexTable.Cell>
            <InlineStack align="end">
              {canBeReleased(row) && (
                // The row itself is a big checkbox: a click on the button is not for it.
                // biome-ignore lint/a11y/noStaticElementInteractions: it only stops the click
                // biome-ignore lint/a11y/useKeyWithClickEvents: it only stops the click
                <div onClick={(event) => event.stopPropagation()}>
                  <Button
                    variant="tertiary"
                    accessibilityLabel={`Release ${row.code} of ${recipientText(row.recipient)}`}
                    onClick={() => onRelease([row])}
                  >
                    Release
                  </Button>
                </div>
              )}
            </InlineStack>
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** The date that goes with the state. */
function Detail({ row, timeZone }: { row: HistoryRow; timeZone: string }) {
  const at = row.state === "released" ? row.releasedAt : row.expiresAt;
  if (at === null || row.state === "redeemed" || row.state === "voided") return null;
  const word = row.state === "assigned" ? "until " : "";
  return (
    <Text as="span" variant="bodySm" tone="subdued">
      {word}
      {moment(at, timeZone)}
    </Text>
  );
}

function canBeReleased({ state }: HistoryRow): boolean {
  return state === "assigned" || state === "expired";
}
