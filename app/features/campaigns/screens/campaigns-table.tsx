import { Badge, IndexTable, Text } from "@shopify/polaris";
import { moment, number } from "../../../core/format";
import { Link, useSearchParams } from "../../../ui/browser";
import { CursorPages } from "../../../ui/cursor-pages";
import { useRefreshWhile } from "../../../ui/refresh-while";
import { type Campaign, isBusy } from "../campaign";
import { listColumns, stateBadge } from "./campaign-labels";

/** Campaigns, newest first. Refreshes while one is running. */
export function CampaignsTable(props: {
  page: { campaigns: Campaign[]; before: string | null; after: string | null };
  /** Show the pool in each row. */
  withPool: boolean;
  timeZone: string;
}) {
  const { page, withPool, timeZone } = props;
  const [params] = useSearchParams();
  useRefreshWhile(page.campaigns.some(({ state }) => isBusy(state)));
  return (
    <>
      <IndexTable
        selectable={false}
        itemCount={page.campaigns.length}
        resourceName={{ singular: "campaign", plural: "campaigns" }}
        headings={[
          { title: "Campaign" },
          ...(withPool ? [{ title: "Pool" }] : []),
          { title: "Status" },
          { title: "Recipients", alignment: "end" as const },
          { title: "Codes", alignment: "end" as const },
          { title: "Skipped", alignment: "end" as const },
          { title: "When" },
          { title: "By" },
        ]}
      >
        {page.campaigns.map((campaign, position) => (
          <IndexTable.Row key={campaign.id} id={String(campaign.id)} position={position}>
            <IndexTable.Cell className="Wrapping">
              <Link to={`/app/campaigns/${campaign.id}`}>{campaign.name}</Link>
            </IndexTable.Cell>
            {withPool && (
              <IndexTable.Cell className="Wrapping">
                <Link to={`/app/pools/${campaign.poolId}`}>{campaign.poolName}</Link>
              </IndexTable.Cell>
            )}
            <IndexTable.Cell>
              <StateBadge campaign={campaign} />
            </IndexTable.Cell>
            {[...listColumns(campaign), campaign.refused].map((figure, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: three figures that do not move
              <IndexTable.Cell key={column}>
                <Text as="span" alignment="end" numeric>
                  {number(figure)}
                </Text>
              </IndexTable.Cell>
            ))}
            <IndexTable.Cell>{moment(campaign.createdAt, timeZone)}</IndexTable.Cell>
            <IndexTable.Cell>{campaign.createdBy}</IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
      <CursorPages page={page} params={params} />
    </>
  );
}

export function StateBadge({ campaign }: { campaign: Campaign }) {
  const { label, ...tone } = stateBadge(campaign);
  return <Badge {...tone}>{label}</Badge>;
}
