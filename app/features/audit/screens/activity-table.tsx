import { IndexTable, InlineStack, Text } from "@shopify/polaris";
import { moment } from "../../../core/format";
import { Link } from "../../../ui/browser";
import { ScrollableTable } from "../../../ui/scrollable-table";
import { auditSentence } from "../audit-sentence";
import { auditLinks, type LinkedFacts } from "./audit-links";

interface Entry extends LinkedFacts {
  id: number;
  at: Date | string;
}

/** Who did what and when, in the store's time zone, with links to the objects concerned. */
export function ActivityTable(props: { entries: Entry[]; timeZone: string; loading: boolean }) {
  return (
    <ScrollableTable label="Activity">
      <IndexTable
        selectable={false}
        loading={props.loading}
        itemCount={props.entries.length}
        resourceName={{ singular: "entry", plural: "entries" }}
        headings={[
          { title: `When (${props.timeZone})` },
          { title: "What happened" },
          { title: "Go to" },
        ]}
      >
        {props.entries.map((entry, position) => (
          <IndexTable.Row key={entry.id} id={String(entry.id)} position={position}>
            <IndexTable.Cell>
              <Text as="span" numeric>
                <time dateTime={new Date(entry.at).toISOString()}>
                  {moment(entry.at, props.timeZone)}
                </time>
              </Text>
            </IndexTable.Cell>
            <IndexTable.Cell className="Wrapping">
              <span data-testid={entry.action}>{auditSentence(entry)}</span>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <InlineStack gap="300" wrap={false}>
                {auditLinks(entry).map(({ label, to }) => (
                  <Link key={to} to={to}>
                    {label}
                  </Link>
                ))}
              </InlineStack>
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </ScrollableTable>
  );
}
