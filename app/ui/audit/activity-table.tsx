import { IndexTable, Text } from "@shopify/polaris";
import { type AuditFacts, auditSentence } from "../../audit/audit-sentence";
import { Link } from "../../http/browser";
import { moment } from "../format";

interface Entry extends AuditFacts {
  id: number;
  at: Date | string;
  poolId: number | null;
  poolExists: boolean;
}

/** Who did what, and when, in the shop's time zone; with a link to the pool where there is one. */
export function ActivityTable(props: { entries: Entry[]; timeZone: string; loading: boolean }) {
  return (
    <IndexTable
      selectable={false}
      loading={props.loading}
      itemCount={props.entries.length}
      resourceName={{ singular: "entry", plural: "entries" }}
      headings={[
        { title: `When (${props.timeZone})` },
        { title: "What happened" },
        { title: "Pool" },
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
          <IndexTable.Cell className="Wrapping">{auditSentence(entry)}</IndexTable.Cell>
          <IndexTable.Cell>
            {entry.poolExists && <Link to={`/app/pools/${entry.poolId}`}>{entry.poolName}</Link>}
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
