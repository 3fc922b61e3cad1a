import {
  Banner,
  BlockStack,
  Button,
  Card,
  IndexTable,
  InlineStack,
  Page,
  ProgressBar,
  Text,
  Tooltip,
} from "@shopify/polaris";
import { useState } from "react";
import { count, moment, number } from "../../../../core/format";
import { isInTrouble } from "../../../../core/standstill";
import { useNavigate } from "../../../../ui/browser";
import { useDownload } from "../../../../ui/downloads/use-download";
import { InTrouble } from "../../../../ui/errors/in-trouble";
import { Refusal } from "../../../../ui/forms/refusal";
import { useFormAction } from "../../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../../ui/refresh-while";
import { useShopFacts } from "../../../../ui/shop-facts";
import { type StoreCheck, storeCheckSentence } from "../../../publishing/store-check/store-check";
import { type Batch, canBeUndone, isBusy, rejectCount } from "../batch";
import type { ListedReject } from "../list-rejects.server";
import { rejectText } from "../reject-text";
import { countsLine, percentDone, shortCode, stateNames, timeLeft } from "./batch-labels";
import { UndoImportModal } from "./undo-import-modal";

/** An import's progress, result and rejected rows. */
export function ImportReportPage(props: {
  pool: { id: number; name: string; linked: boolean };
  batch: Batch;
  rejects: { rejects: ListedReject[]; next: number | null };
  after: number;
  /** Whether the pool's codes work in the store, for pools without a discount. */
  storeCheck: StoreCheck | null;
  timeZone: string;
}) {
  const { pool, batch, rejects, after, timeZone } = props;
  const navigate = useNavigate();
  const { platform } = useShopFacts();
  const [undoing, setUndoing] = useState(false);
  const stopping = useFormAction("stop");
  const downloading = useDownload();
  const busy = isBusy(batch.state);
  useRefreshWhile(busy);
  const refused = rejectCount(batch);
  return (
    <Page
      title={batch.fileName}
      subtitle={`Import of ${moment(batch.createdAt, timeZone)} by ${batch.createdBy}`}
      backAction={{ content: pool.name, onAction: () => navigate(`/app/pools/${pool.id}/imports`) }}
    >
      <BlockStack gap="400">
        <Refusal message={(stopping.refusal ?? downloading.refusal)?.message} />
        {busy && isInTrouble(batch.lastProgressAt, Date.now()) && <InTrouble what="import" />}
        {batch.failure && <Banner tone="critical">{batch.failure}</Banner>}
        <Card>
          <BlockStack gap="300">
            <div role="status" data-testid={`import-${batch.state}`}>
              <Text as="h2" variant="headingMd">
                {stateNames[batch.state]}
              </Text>
            </div>
            {busy && <ProgressBar progress={percentDone(batch)} size="small" />}
            <p data-testid="import-result">
              {count(batch.rowsRead, "row")} read: {countsLine(batch)}.{" "}
              {timeLeft(batch, Date.now()) ?? ""}
            </p>
            {!pool.linked && !busy && batch.added > 0 && (
              <Text as="p">{storeCheckSentence(props.storeCheck, platform)}</Text>
            )}
            <InlineStack gap="200">
              {(batch.state === "queued" || batch.state === "running") && (
                <Button tone="critical" loading={stopping.busy} onClick={() => stopping.submit({})}>
                  Stop import
                </Button>
              )}
              {canBeUndone(batch) && (
                <Button tone="critical" onClick={() => setUndoing(true)}>
                  Undo this import
                </Button>
              )}
              {refused > 0 && (
                <Button loading={downloading.busy} onClick={() => downloading.submit({})}>
                  Download report
                </Button>
              )}
              {!busy && (
                <Button onClick={() => navigate(`/app/pools/${pool.id}`)}>View pool</Button>
              )}
            </InlineStack>
          </BlockStack>
        </Card>
        {rejects.rejects.length > 0 && (
          <Card padding="0">
            <IndexTable
              selectable={false}
              itemCount={rejects.rejects.length}
              resourceName={{ singular: "row", plural: "rows" }}
              headings={[{ title: "Row" }, { title: "Code" }, { title: "Reason" }]}
            >
              {rejects.rejects.map((reject, position) => (
                <IndexTable.Row key={reject.line} id={String(reject.line)} position={position}>
                  <IndexTable.Cell>{number(reject.line)}</IndexTable.Cell>
                  <IndexTable.Cell>
                    <LongCode code={reject.code} />
                  </IndexTable.Cell>
                  <IndexTable.Cell>{rejectText(reject)}</IndexTable.Cell>
                </IndexTable.Row>
              ))}
            </IndexTable>
          </Card>
        )}
        <InlineStack gap="200" align="center">
          {after > 0 && <Button onClick={() => navigate("?")}>First rows</Button>}
          {rejects.next !== null && (
            <Button onClick={() => navigate(`?after=${rejects.next}`)}>More rows</Button>
          )}
        </InlineStack>
      </BlockStack>
      {undoing && <UndoImportModal batch={batch} onClose={() => setUndoing(false)} />}
    </Page>
  );
}

function LongCode({ code }: { code: string }) {
  const shown = shortCode(code);
  if (shown === code) return code;
  return (
    <Tooltip content={code} hasUnderline width="wide">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the whole code is shown on focus, too */}
      <span tabIndex={0}>{shown}</span>
    </Tooltip>
  );
}
