import { Button, Card, EmptyState, IndexTable, InlineStack, Page, Text } from "@shopify/polaris";
import { count, moment, number } from "../../../core/format";
import { Link, useNavigate } from "../../../ui/browser";
import { useDownload } from "../../../ui/downloads/use-download";
import { Refusal } from "../../../ui/forms/refusal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { ScrollableTable } from "../../../ui/scrollable-table";
import { useShopFacts } from "../../../ui/shop-facts";
import { recipientText } from "../../recipients/screens/recipient-text";
import { maxCounted, type UnsentCode } from "../unsent/unsent-code";

type Row = Omit<UnsentCode, "since" | "expiresAt"> & {
  since: Date | string;
  expiresAt: Date | string | null;
};

export function unsentText(unsent: number): string {
  return unsent > maxCounted
    ? `More than ${number(maxCounted)} codes to send`
    : `${count(unsent, "code")} to send`;
}

/** Replacement codes to send, with an export for the merchant's email tool. */
export function UnsentPage(props: {
  codes: Row[];
  count: number;
  /** Assignment of the newest unsent code; null if there is none. */
  newestId: number | null;
  next: number | null;
  first: boolean;
}) {
  const { codes, newestId, next, first } = props;
  const navigate = useNavigate();
  const sending = useFormAction("sent");
  const exporting = useDownload();
  const through = { throughId: String(newestId ?? 0) };
  const refusal = sending.refusal ?? exporting.refusal;
  return (
    <Page
      title="Codes to send"
      subtitle="These customers have a new code because their first one no longer works. Send the new codes, then mark them as sent."
      backAction={{ content: "Coupon Management", onAction: () => navigate("/app") }}
      primaryAction={
        <Button
          variant="primary"
          disabled={codes.length === 0}
          loading={exporting.busy}
          onClick={() => exporting.submit(through)}
        >
          Export CSV
        </Button>
      }
      secondaryActions={
        <Button
          disabled={codes.length === 0}
          loading={sending.busy}
          onClick={() => sending.submit(through)}
        >
          Mark all as sent
        </Button>
      }
    >
      <Refusal message={refusal?.message} />
      <Card padding="0">
        {codes.length === 0 ? (
          <EmptyState heading="No codes to send" image="">
            <p>Replacement codes appear here until you mark them as sent.</p>
          </EmptyState>
        ) : (
          <ScrollableTable label="Codes to send">
            <IndexTable
              selectable={false}
              itemCount={codes.length}
              resourceName={{ singular: "code", plural: "codes" }}
              headings={[
                { title: "Recipient" },
                { title: "New code" },
                { title: "Replaces" },
                { title: "Reason" },
                { title: "Pool" },
                { title: "Since" },
              ]}
            >
              {codes.map((row, position) => (
                <UnsentRow key={row.assignmentId} row={row} position={position} />
              ))}
            </IndexTable>
          </ScrollableTable>
        )}
      </Card>
      <InlineStack gap="200" align="center">
        {!first && <Button onClick={() => navigate("?")}>First codes</Button>}
        {next !== null && <Button onClick={() => navigate(`?after=${next}`)}>More codes</Button>}
      </InlineStack>
      {codes.length > 0 && (
        <Text as="p" tone="subdued" alignment="center">
          {unsentText(props.count)}
        </Text>
      )}
    </Page>
  );
}

function UnsentRow({ row, position }: { row: Row; position: number }) {
  const { timeZone } = useShopFacts();
  const { assignmentId, recipient, code, insteadOf, order, pool, since } = row;
  return (
    <IndexTable.Row id={String(assignmentId)} position={position}>
      <IndexTable.Cell>
        <span className="Address">{recipientText(recipient)}</span>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Link to={`/app/explain?code=${encodeURIComponent(code)}`}>{code}</Link>
      </IndexTable.Cell>
      <IndexTable.Cell>{insteadOf ?? "Removed"}</IndexTable.Cell>
      <IndexTable.Cell className="Wrapping">
        {order === null
          ? "Your store rejected the first code"
          : `Order ${order} was canceled or refunded`}
      </IndexTable.Cell>
      <IndexTable.Cell className="Wrapping">
        <Link to={`/app/pools/${pool.id}`}>{pool.name}</Link>
      </IndexTable.Cell>
      <IndexTable.Cell>{moment(since, timeZone)}</IndexTable.Cell>
    </IndexTable.Row>
  );
}
