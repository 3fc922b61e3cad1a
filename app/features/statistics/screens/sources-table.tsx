import { DataTable, Text } from "@shopify/polaris";
import { number } from "../../../core/format";
import { Link } from "../../../ui/browser";
import { ScrollableTable } from "../../../ui/scrollable-table";
import { maxSources, type SourceFigures } from "../statistics";
import { amounts, ratePercent } from "./source-labels";

/** Figures by source. */
export function SourcesTable(props: {
  sources: SourceFigures[];
  more: boolean;
  /** Page with the codes that were used without being assigned. */
  unassignedPath: string;
}) {
  const { sources, more, unassignedPath } = props;
  return (
    <ScrollableTable label="Sources">
      <DataTable
        columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric", "numeric"]}
        headings={[
          "Source",
          "Assigned",
          "Redeemed in kept orders",
          "Rate",
          "Discount given",
          "Order value",
        ]}
        rows={sources.map((source) => [
          source.source === "unassigned" ? (
            <Link key="unassigned" to={unassignedPath}>
              Not assigned
            </Link>
          ) : (
            source.source
          ),
          number(source.assigned),
          number(source.redeemed),
          ratePercent(source),
          amounts(source.money, "discount"),
          amounts(source.money, "orderValue"),
        ])}
      />
      {more && (
        <Text as="p" tone="subdued">
          {`Top ${maxSources} sources`}
        </Text>
      )}
    </ScrollableTable>
  );
}
