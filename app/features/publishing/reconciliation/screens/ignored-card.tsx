import {
  BlockStack,
  Box,
  Button,
  Card,
  Collapsible,
  IndexTable,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "../../../../ui/browser";
import { moment, number } from "../../../../ui/format";
import { ScrollableTable } from "../../../../ui/scrollable-table";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { IgnoredPage } from "../repair/list-ignored-differences.server";
import { differenceLabels } from "./difference-labels";

interface IgnoredCardProps {
  page: IgnoredPage;
  busy: boolean;
  onReport: (which: number[] | "all") => void;
}

/** What was left as it is, folded up, with the way back. Nothing where that is nothing. */
export function IgnoredCard({ page, busy, onReport }: IgnoredCardProps) {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [open, setOpen] = useState(params.has("left"));
  const { timeZone } = useShopFacts();
  if (page.count === 0) return null;
  const goTo = (after: number | null) => {
    const next = new URLSearchParams(params);
    next.delete("left");
    if (after !== null) next.set("left", String(after));
    navigate(`?${next}`, { preventScrollReset: true });
  };
  return (
    <Card padding="0">
      <Box padding="400">
        <Button
          variant="plain"
          disclosure={open ? "up" : "down"}
          ariaExpanded={open}
          ariaControls="left-as-they-are"
          onClick={() => setOpen(!open)}
        >
          {`Left as they are (${number(page.count)}${page.more ? " and more" : ""})`}
        </Button>
      </Box>
      <Collapsible id="left-as-they-are" open={open}>
        <Box padding="400" paddingBlockStart="0">
          <BlockStack gap="300" inlineAlign="start">
            <Text as="p" tone="subdued">
              Checks do not tell of these while they stay the same.
            </Text>
            <Button loading={busy} onClick={() => onReport("all")}>
              Report all of them again
            </Button>
          </BlockStack>
        </Box>
        <ScrollableTable label="Left as they are">
          <IndexTable
            selectable={false}
            itemCount={page.left.length}
            resourceName={{ singular: "difference", plural: "differences" }}
            headings={[
              { title: "Code or pool" },
              { title: "Difference" },
              { title: "Discount" },
              { title: "Left" },
              { title: "Report again", hidden: true },
            ]}
          >
            {page.left.map((one, position) => (
              <IndexTable.Row key={one.id} id={String(one.id)} position={position}>
                <IndexTable.Cell>
                  <span className="Address">
                    {one.code ?? (
                      <Link to={`/app/pools/${one.poolId}`}>
                        {one.poolName ?? "A deleted pool"}
                      </Link>
                    )}
                  </span>
                </IndexTable.Cell>
                <IndexTable.Cell>{differenceLabels[one.kind].title}</IndexTable.Cell>
                <IndexTable.Cell className="Wrapping">{one.discountTitle}</IndexTable.Cell>
                <IndexTable.Cell>{`${moment(one.leftAt, timeZone)}, by ${one.leftBy}`}</IndexTable.Cell>
                <IndexTable.Cell>
                  <Button
                    size="slim"
                    variant="tertiary"
                    disabled={busy}
                    accessibilityLabel={`Report again: ${one.code ?? one.poolName}`}
                    onClick={() => onReport([one.id])}
                  >
                    Report again
                  </Button>
                </IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        </ScrollableTable>
        {(page.next !== null || params.has("left")) && (
          <Box padding="300">
            <InlineStack gap="200" align="center">
              {params.has("left") && <Button onClick={() => goTo(null)}>First ones</Button>}
              {page.next !== null && <Button onClick={() => goTo(page.next)}>More</Button>}
            </InlineStack>
          </Box>
        )}
      </Collapsible>
    </Card>
  );
}
