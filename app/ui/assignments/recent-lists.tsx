import { Badge, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import type { AudienceState } from "../../campaigns/audience";
import { Link } from "../../http/browser";
import { count, moment, number } from "../format";
import { audienceBadges } from "./audience-words";

export interface ListRow {
  id: number;
  state: AudienceState;
  total: number;
  assigned: number;
  refused: number;
  createdBy: string;
  createdAt: Date | string;
}

/** The newest lists that were pasted for this pool, with a way to their reports. */
export function RecentLists({
  poolId,
  lists,
  timeZone,
}: {
  poolId: number;
  lists: ListRow[];
  timeZone: string;
}) {
  if (lists.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          Recent lists
        </Text>
        <ul className="PlainList">
          {lists.map((list) => (
            <li key={list.id}>
              <InlineStack gap="200" blockAlign="center">
                <Link to={`/app/pools/${poolId}/assigned/lists/${list.id}`}>
                  {count(list.total, "recipient")}, {moment(list.createdAt, timeZone)}
                </Link>
                <Badge {...audienceBadges[list.state].props}>
                  {audienceBadges[list.state].label}
                </Badge>
                <Text as="span" tone="subdued">
                  {number(list.assigned)} assigned, {number(list.refused)} refused, by{" "}
                  {list.createdBy}
                </Text>
              </InlineStack>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
