import { Badge, Card, EmptyState, IndexTable, Text } from "@shopify/polaris";
import { moment, number } from "../../../../core/format";
import { Link, useSearchParams } from "../../../../ui/browser";
import { CursorPages } from "../../../../ui/cursor-pages";
import { useRefreshWhile } from "../../../../ui/refresh-while";
import { type Batch, isBusy, rejectCount } from "../batch";
import { percentDone, stateNames } from "./batch-labels";

/** A pool's imports, newest first. Refreshes while one is running. */
export function Imports(props: {
  poolId: number;
  page: { batches: Batch[]; before: string | null; after: string | null };
  timeZone: string;
}) {
  const { poolId, page, timeZone } = props;
  const [params] = useSearchParams();
  useRefreshWhile(page.batches.some(({ state }) => isBusy(state)));
  if (page.batches.length === 0) {
    return (
      <Card>
        <EmptyState
          heading="No imports yet"
          image=""
          action={{ content: "Import codes", url: `/app/pools/${poolId}/import` }}
        >
          <p>Imports appear here with their report. You can undo them.</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card padding="0">
      <IndexTable
        selectable={false}
        itemCount={page.batches.length}
        resourceName={{ singular: "import", plural: "imports" }}
        headings={[
          { title: "File" },
          { title: "Status" },
          { title: "Added", alignment: "end" },
          { title: "Skipped", alignment: "end" },
          { title: "Started" },
          { title: "By" },
        ]}
      >
        {page.batches.map((batch, position) => (
          <IndexTable.Row key={batch.id} id={String(batch.id)} position={position}>
            <IndexTable.Cell>
              <Link to={`/app/pools/${poolId}/import/${batch.id}`}>{batch.fileName}</Link>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <Badge {...tone(batch)}>
                {isBusy(batch.state)
                  ? `${stateNames[batch.state]} ${percentDone(batch)}%`
                  : stateNames[batch.state]}
              </Badge>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {number(batch.added)}
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <Text as="span" alignment="end" numeric>
                {number(rejectCount(batch))}
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell>{moment(batch.createdAt, timeZone)}</IndexTable.Cell>
            <IndexTable.Cell>{batch.createdBy}</IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
      <CursorPages page={page} params={params} />
    </Card>
  );
}

function tone({ state }: Batch): { tone?: "success" | "critical" | "warning" | "info" } {
  if (state === "done") return { tone: "success" };
  if (state === "failed") return { tone: "critical" };
  if (state === "stopped") return { tone: "warning" };
  return isBusy(state) ? { tone: "info" } : {};
}
