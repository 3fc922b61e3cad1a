import {
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  EmptyState,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { RefreshIcon } from "@shopify/polaris-icons";
import { useCallback, useState } from "react";
import { Link, useNavigation, useRevalidator, useSearchParams } from "../../../ui/browser";
import { CursorPages } from "../../../ui/cursor-pages";
import { ExportMenu } from "../../../ui/downloads/export-menu";
import { useDownload } from "../../../ui/downloads/use-download";
import {
  type BlockChange,
  BlockModal,
  blockedSentence,
  blockingPage,
} from "../../recipients/screens/block-modal";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { ReleaseSummary } from "../release/release-summary";
import { AssignModal } from "./assign-modal";
import { HistorySearch } from "./history-search";
import { type HistoryRow, HistoryTable } from "./history-table";
import { ReleaseModal } from "./release-modal";
import { releaseSentence } from "./release-sentence";

export interface HistoryProps {
  pool: {
    id: number;
    name: string;
    type: string;
    open: boolean;
    /** What the pool does with released codes. */
    released: "shared" | "restock" | "replace" | "void";
  };
  search: string;
  page: { entries: HistoryRow[]; after: number | null; before: number | null };
  searchError: string | null;
  /**
   * The searched-for customer without a code from this pool; null if they have one, or no full
   * address was entered.
   */
  withoutCode: { recipient: string; blocked: boolean } | null;
  timeZone: string;
}

/** The tab "Assigned history", with manual assignment, release and blocking. */
export function History({ pool, search, page, searchError, withoutCode, timeZone }: HistoryProps) {
  const [assigning, setAssigning] = useState(false);
  const [releasing, setReleasing] = useState<HistoryRow[]>([]);
  const [released, setReleased] = useState<ReleaseSummary>();
  const [blocking, setBlocking] = useState<BlockChange>();
  const [blocked, setBlocked] = useState<BlockChange>();
  const [params] = useSearchParams();
  const navigating = useNavigation().state !== "idle";
  const { revalidate, state: refresh } = useRevalidator();
  const exporting = useDownload();
  const onReleased = useCallback((summary: ReleaseSummary) => {
    setReleased(summary);
    setReleasing([]);
  }, []);
  const onBlocked = useCallback((what: BlockChange) => {
    setBlocked(what);
    setBlocking(undefined);
  }, []);
  const empty = page.entries.length === 0;
  const nothingYet = empty && search === "" && !params.has("after") && !params.has("before");
  const assignButton = (
    <Button variant="primary" disabled={!pool.open} onClick={() => setAssigning(true)}>
      Assign code
    </Button>
  );
  return (
    <BlockStack gap="400">
      {released && (
        <Banner tone="success" onDismiss={() => setReleased(undefined)}>
          <p>{releaseSentence(released)}</p>
        </Banner>
      )}
      {blocked && (
        <Banner tone="success" onDismiss={() => setBlocked(undefined)}>
          <p data-testid="block-result">{blockedSentence(blocked)}</p>
        </Banner>
      )}
      {exporting.refusal && <Banner tone="critical">{exporting.refusal.message}</Banner>}
      <Card padding="0">
        <section aria-label="Assigned history">
          {nothingYet ? (
            <EmptyState heading="No codes assigned yet" image="">
              <BlockStack gap="400" inlineAlign="center">
                <p>
                  {pool.open
                    ? "Assigned codes appear here with recipient, date and source."
                    : "This pool is inactive. Activate it to assign codes."}
                </p>
                {assignButton}
              </BlockStack>
            </EmptyState>
          ) : (
            <>
              <Box padding="300">
                <InlineStack gap="300" align="end" blockAlign="start">
                  <div className="Grow">
                    <HistorySearch search={search} error={searchError} />
                  </div>
                  <Button
                    icon={RefreshIcon}
                    accessibilityLabel="Refresh assigned history"
                    loading={refresh === "loading"}
                    onClick={revalidate}
                  />
                  <ExportMenu
                    busy={exporting.busy}
                    disabled={empty}
                    onExport={(format) => exporting.submit({ format, search })}
                  />
                  {assignButton}
                </InlineStack>
              </Box>
              {empty ? (
                <NothingFound
                  search={search}
                  broad={searchError !== null}
                  withoutCode={withoutCode}
                  onBlock={setBlocking}
                />
              ) : (
                <>
                  <HistoryTable
                    key={page.entries[0]?.id}
                    rows={page.entries}
                    timeZone={timeZone}
                    loading={navigating}
                    onRelease={setReleasing}
                    onBlock={setBlocking}
                  />
                  <CursorPages
                    page={{ before: cursor(page.before), after: cursor(page.after) }}
                    params={params}
                  />
                </>
              )}
            </>
          )}
        </section>
      </Card>
      <Text as="p" tone="subdued" alignment="center">
        Need to stop someone from getting codes? Manage{" "}
        <Link to={blockingPage}>blocked recipients</Link>.
      </Text>
      {assigning && (
        <AssignModal pool={pool} timeZone={timeZone} onClose={() => setAssigning(false)} />
      )}
      {releasing.length > 0 && (
        <ReleaseModal
          chosen={releasing}
          then={pool.released}
          onClose={() => setReleasing([])}
          onReleased={onReleased}
        />
      )}
      {blocking && (
        <BlockModal blocking={blocking} onClose={() => setBlocking(undefined)} onDone={onBlocked} />
      )}
    </BlockStack>
  );
}

function NothingFound(props: {
  search: string;
  broad: boolean;
  withoutCode: HistoryProps["withoutCode"];
  onBlock: (blocking: BlockChange) => void;
}) {
  const { search, broad, withoutCode, onBlock } = props;
  if (broad) return <EmptyState heading="Too many results" image="" />;
  if (withoutCode) {
    const { recipient, blocked } = withoutCode;
    return (
      <EmptyState
        heading={`No codes from this pool for ${recipientText(recipient)}`}
        image=""
        action={{
          content: blocked ? "Unblock recipient" : "Block recipient",
          onAction: () => onBlock({ recipient, blocked: !blocked }),
        }}
      >
        {blocked && <p>They’re blocked and won’t receive codes.</p>}
      </EmptyState>
    );
  }
  return (
    <EmptyState heading={search ? `No results for “${search}”` : "No codes on this page"} image="">
      <p>
        Email addresses are encrypted, so search by the full address or its domain. Search codes by
        their first or last characters.
      </p>
    </EmptyState>
  );
}

function cursor(id: number | null): string | null {
  return id === null ? null : String(id);
}
