import { Banner, BlockStack, Button, Card, EmptyState, IndexTable, Page } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { moment } from "../../../core/format";
import { useNavigate, useNavigation, useSearchParams } from "../../../ui/browser";
import { CursorPages } from "../../../ui/cursor-pages";
import { SearchField } from "../../../ui/forms/search-field";
import { BlockAddressModal } from "./block-address-modal";
import { type BlockChange, BlockModal, blockedSentence } from "./block-modal";
import { recipientText } from "./recipient-text";

interface BlockedRow {
  id: number;
  recipient: string;
  blockedAt: Date | string;
}

/** Blocked recipients: search, block and unblock. */
export function BlockedPage(props: {
  search: string;
  page: { recipients: BlockedRow[]; before: string | null; after: string | null };
  timeZone: string;
}) {
  const { search, page, timeZone } = props;
  const [addingBlock, setAddingBlock] = useState(false);
  const [blocking, setBlocking] = useState<BlockChange>();
  const [done, setDone] = useState<BlockChange>();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const loading = useNavigation().state !== "idle";
  const onDone = useCallback((what: BlockChange) => {
    setDone(what);
    setAddingBlock(false);
    setBlocking(undefined);
  }, []);
  const onSearch = useCallback(
    (text: string) => setParams(text ? { search: text } : {}, { replace: true }),
    [setParams],
  );
  const nothingYet =
    page.recipients.length === 0 && search === "" && !params.has("after") && !params.has("before");
  return (
    <Page
      title="Blocked recipients"
      subtitle="They won’t receive codes from any pool."
      backAction={{ content: "Coupon Management", onAction: () => navigate("/app") }}
      primaryAction={{ content: "Block a recipient", onAction: () => setAddingBlock(true) }}
    >
      <BlockStack gap="400">
        {done && (
          <Banner tone="success" onDismiss={() => setDone(undefined)}>
            <p data-testid="block-result">{blockedSentence(done)}</p>
          </Banner>
        )}
        <Card padding="0">
          {nothingYet ? (
            <EmptyState
              heading="No blocked recipients"
              image=""
              action={{ content: "Block a recipient", onAction: () => setAddingBlock(true) }}
            >
              <p>Block an address to stop it from receiving codes.</p>
            </EmptyState>
          ) : (
            <section aria-label="Blocked recipients">
              <SearchField
                label="Search blocked recipients"
                placeholder="Full email address or customer ID"
                value={search}
                onSearch={onSearch}
              />
              {page.recipients.length === 0 ? (
                <EmptyState
                  heading={search ? `“${search}” isn’t blocked` : "No recipients on this page"}
                  image=""
                >
                  <p>Addresses are encrypted, so search by the full address.</p>
                </EmptyState>
              ) : (
                <BlockedTable
                  rows={page.recipients}
                  timeZone={timeZone}
                  loading={loading}
                  onUnblock={({ recipient }) => setBlocking({ recipient, blocked: false })}
                />
              )}
              <CursorPages page={page} params={params} />
            </section>
          )}
        </Card>
      </BlockStack>
      {addingBlock && <BlockAddressModal onClose={() => setAddingBlock(false)} onDone={onDone} />}
      {blocking && (
        <BlockModal blocking={blocking} onClose={() => setBlocking(undefined)} onDone={onDone} />
      )}
    </Page>
  );
}

function BlockedTable(props: {
  rows: BlockedRow[];
  timeZone: string;
  loading: boolean;
  onUnblock: (row: BlockedRow) => void;
}) {
  return (
    <IndexTable
      selectable={false}
      loading={props.loading}
      itemCount={props.rows.length}
      resourceName={{ singular: "recipient", plural: "recipients" }}
      headings={[
        { title: "Recipient" },
        { title: "Blocked since" },
        { title: "Actions", hidden: true },
      ]}
    >
      {props.rows.map((row, position) => (
        <IndexTable.Row key={row.id} id={String(row.id)} position={position}>
          <IndexTable.Cell>
            <span className="Address">{recipientText(row.recipient)}</span>
          </IndexTable.Cell>
          <IndexTable.Cell>{moment(row.blockedAt, props.timeZone)}</IndexTable.Cell>
          <IndexTable.Cell>
            <Button
              variant="tertiary"
              accessibilityLabel={`Unblock ${recipientText(row.recipient)}`}
              onClick={() => props.onUnblock(row)}
            >
              Unblock
            </Button>
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
