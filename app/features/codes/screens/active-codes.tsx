import {
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  EmptyState,
  IndexTable,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { useCallback, useState } from "react";
import { count, day, number } from "../../../core/format";
import { useNavigate, useNavigation, useSearchParams } from "../../../ui/browser";
import { CursorPages } from "../../../ui/cursor-pages";
import { ExportMenu } from "../../../ui/downloads/export-menu";
import { useDownload } from "../../../ui/downloads/use-download";
import { Refusal } from "../../../ui/forms/refusal";
import { SearchField } from "../../../ui/forms/search-field";
import { useSelection } from "../../../ui/forms/use-selection";
import { showToast } from "../../../ui/toast";
import type { PoolType } from "../../pools/pool";
import type { CodeChange } from "../changing/code-change";
import type { CodesPage } from "../list-codes.server";
import { maxCodesSearchedByEnd, minEndLength } from "../searching/code-ends";
import { AddCodeForm } from "./add-code-form";
import { BulkBar } from "./bulk-bar";
import type { ChosenCodes } from "./chosen-codes";
import { CodeChangeCard } from "./code-change-card";
import { EditCodesModal } from "./edit-codes-modal";
import { PublishStatusBadge } from "./publish-status-badge";
import { VoidCodesModal } from "./void-codes-modal";

interface ActiveCodesProps {
  poolId: number;
  type: PoolType;
  search: string;
  page: CodesPage;
  available: number;
  /** The running or failed bulk change. */
  change: CodeChange | null;
  timeZone: string;
}

const mayBeVoided = () => true;

/** The tab "Active coupons": search, add, edit and void available codes. */
export function ActiveCodes(props: ActiveCodesProps) {
  const { poolId, type, search, page, available, change, timeZone } = props;
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const loading = useNavigation().state === "loading";
  const uploaded = page.codes.some(
    ({ publishStatus, live }) => publishStatus !== "none" || live !== null,
  );
  const selection = useSelection(page.codes, mayBeVoided);
  // The search whose codes are all selected, on every page. A new search starts without a selection.
  const [everythingOf, setEverythingOf] = useState<string>();
  const everything = everythingOf === search;
  const [asking, setAsking] = useState<"edit" | "void">();
  const close = useCallback(() => setAsking(undefined), []);
  const { clear } = selection;
  // Clears the selection, so the next action can't affect the same codes.
  const onDone = useCallback(
    (words: string) => {
      showToast(words);
      setAsking(undefined);
      setEverythingOf(undefined);
      clear();
    },
    [clear],
  );
  const exporting = useDownload(`/app/pools/${poolId}?index`);
  const chosen = chosenOf();

  function chosenOf(): ChosenCodes | undefined {
    if (everything) return { kind: "all", search, count: search === "" ? available : null };
    const ids = selection.chosen.map(({ id }) => id);
    return ids.length > 0 ? { kind: "some", ids } : undefined;
  }

  return (
    <BlockStack gap="400">
      {type !== "dynamic" && <AddCodeForm poolId={poolId} timeZone={timeZone} />}
      {change && <CodeChangeCard change={change} />}
      <Refusal message={exporting.refusal?.message} />
      <Card padding="0">
        <InlineStack align="space-between" blockAlign="center" wrap={false}>
          <Box width="100%">
            <SearchField
              key={search}
              label="Search coupons"
              placeholder="Search by first or last characters"
              value={search}
              onSearch={(text) => navigate(text ? `?search=${encodeURIComponent(text)}` : "?")}
            />
          </Box>
          <Box paddingInlineEnd="300">
            <ExportMenu
              busy={exporting.busy}
              disabled={page.codes.length === 0}
              onExport={(format) => exporting.submit({ format, search })}
            />
          </Box>
        </InlineStack>
        {page.lookedAt !== null && (
          <Box paddingInline="300" paddingBlockEnd="300">
            <Text as="p" tone="subdued">
              {`More than ${count(page.lookedAt, "code")} ${page.matched} with “${search}”, assigned ones included. Type more of the code to search all of them.`}
            </Text>
          </Box>
        )}
        {page.codes.length === 0 ? (
          <NoCodes search={search} page={page} poolId={poolId} type={type} />
        ) : (
          <>
            <BulkBar
              chosen={chosen}
              allOnPage={selection.all}
              more={page.matched === "start" && (page.before !== null || page.after !== null)}
              total={search === "" ? available : null}
              search={search}
              onPage={(on) => {
                setEverythingOf(undefined);
                selection.toggleAll(on);
              }}
              onEverything={() => setEverythingOf(search)}
              onEdit={() => setAsking("edit")}
              onVoid={() => setAsking("void")}
            />
            <IndexTable
              selectable={false}
              loading={loading}
              itemCount={page.codes.length}
              resourceName={{ singular: "code", plural: "codes" }}
              headings={[
                { title: "Select", hidden: true },
                { title: "Code" },
                { title: "Message" },
                { title: "Pool expiration" },
                { title: "User expiration" },
                ...(uploaded ? [{ title: "In your store" }] : []),
              ]}
            >
              {page.codes.map((code, position) => (
                <IndexTable.Row key={code.id} id={String(code.id)} position={position}>
                  <IndexTable.Cell>
                    <Checkbox
                      label={`Select ${code.code}`}
                      labelHidden
                      checked={everything || selection.isChosen(code.id)}
                      onChange={(on) => {
                        setEverythingOf(undefined);
                        selection.toggle(code.id, on);
                      }}
                    />
                  </IndexTable.Cell>
                  <IndexTable.Cell>
                    <Text as="span" fontWeight="medium" breakWord>
                      {code.code}
                    </Text>
                  </IndexTable.Cell>
                  <IndexTable.Cell>{code.message ?? "–"}</IndexTable.Cell>
                  <IndexTable.Cell>
                    {code.assignBy ? day(code.assignBy, timeZone) : "–"}
                  </IndexTable.Cell>
                  <IndexTable.Cell>{userExpiration(code, timeZone)}</IndexTable.Cell>
                  {uploaded && (
                    <IndexTable.Cell>
                      <PublishStatusBadge
                        publishStatus={code.publishStatus}
                        live={code.live}
                        refusal={code.refusal}
                      />
                    </IndexTable.Cell>
                  )}
                </IndexTable.Row>
              ))}
            </IndexTable>
            <CursorPages page={page} params={params} />
          </>
        )}
      </Card>
      {chosen && asking === "void" && (
        <VoidCodesModal poolId={poolId} chosen={chosen} onClose={close} onDone={onDone} />
      )}
      {chosen && asking === "edit" && (
        <EditCodesModal poolId={poolId} chosen={chosen} onClose={close} onDone={onDone} />
      )}
    </BlockStack>
  );
}

function userExpiration(
  { useBy, useWithinDays }: CodesPage["codes"][number],
  timeZone: string,
): string {
  const parts = [
    useBy && day(useBy, timeZone),
    useWithinDays && `${count(useWithinDays, "day")} after assignment`,
  ].filter(Boolean);
  return parts.join(", or ") || "–";
}

function NoCodes(props: { search: string; page: CodesPage; poolId: number; type: PoolType }) {
  const { search, page, poolId, type } = props;
  const navigate = useNavigate();
  if (search) {
    return (
      <EmptyState
        heading={`No active codes start ${page.endSearched ? "or end " : ""}with “${search}”`}
        image=""
      >
        <p>
          {page.endSearched
            ? "Assigned codes are in the assigned history."
            : `To search by last characters, enter at least ${minEndLength}. This works in pools with up to ${number(maxCodesSearchedByEnd)} codes. Assigned codes are in the assigned history.`}
        </p>
      </EmptyState>
    );
  }
  if (type === "dynamic") {
    return (
      <EmptyState heading="No codes yet" image="">
        <p>Codes are being generated. They’ll appear here shortly.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState heading="No active codes" image="">
      <BlockStack gap="300" inlineAlign="center">
        <p data-testid="codes-empty-state">Import a file, paste codes, or add one above.</p>
        <Button onClick={() => navigate(`/app/pools/${poolId}/import`)}>Import codes</Button>
      </BlockStack>
    </EmptyState>
  );
}
