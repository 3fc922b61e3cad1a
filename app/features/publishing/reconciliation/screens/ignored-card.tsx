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
import { moment, number } from "../../../../core/format";
import { Link, useNavigate, useSearchParams } from "../../../../ui/browser";
import { ScrollableTable } from "../../../../ui/scrollable-table";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { IgnoredPage } from "../repair/list-ignored-differences.server";
import { differenceLabels } from "./difference-labels";

interface IgnoredCardProps {
  page: IgnoredPage;
  busy: boolean;
  onReport: (which: number[] | "all") => void;
}

/**
 * The ignored differences, collapsed, with a way to stop ignoring them. Hidden when there are none.
 */
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
          ariaControls="ignored-differences"
          onClick={() => setOpen(!open)}
        >
          {`Ignored (${number(page.count)}${page.more ? " and more" : ""})`}
        </Button>
      </Box>
      <Collapsible id="ignored-differences" open={open}>
        <Box padding="400" paddingBlockStart="0">
          <BlockStack gap="300" inlineAlign="start">
            <Text as="p" tone="subdued">
              Ignored differences aren’t reported unless they change.
            </Text>
            <Button loading={busy} onClick={() => onReport("all")}>
              Stop ignoring all
            </Button>
          </BlockStack>
        </Box>
        <ScrollableTable label="Ignored differences">
          <IndexTable
            selectable={false}
            itemCount={page.differences.length}
            resourceName={{ singular: "difference", plural: "differences" }}
            headings={[
              { title: "Code or pool" },
              { title: "Difference" },
              { title: "Discount" },
              { title: "Ignored" },
              { title: "Stop ignoring", hidden: true },
            ]}
          >
            {page.differences.map((difference, position) => (
              <IndexTable.Row key={difference.id} id={String(difference.id)} position={position}>
                <IndexTable.Cell>
                  <span className="Address">
                    {difference.code ?? (
                      <Link to={`/app/pools/${difference.poolId}`}>
                        {difference.poolName ?? "A deleted pool"}
                      </Link>
                    )}
                  </span>
                </IndexTable.Cell>
                <IndexTable.Cell>{differenceLabels[difference.kind].title}</IndexTable.Cell>
                <IndexTable.Cell className="Wrapping">{difference.discountTitle}</IndexTable.Cell>
                <IndexTable.Cell>{`${moment(difference.ignoredAt, timeZone)}, by ${difference.ignoredBy}`}</IndexTable.Cell>
                <IndexTable.Cell>
                  <Button
                    size="slim"
                    variant="tertiary"
                    disabled={busy}
                    accessibilityLabel={`Stop ignoring: ${difference.code ?? difference.poolName}`}
                    onClick={() => onReport([difference.id])}
                  >
                    Stop ignoring
                  </Button>
                </IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        </ScrollableTable>
        {(page.next !== null || params.has("left")) && (
          <Box padding="300">
            <InlineStack gap="200" align="center">
              {params.has("left") && <Button onClick={() => goTo(null)}>Back to first</Button>}
              {page.next !== null && <Button onClick={() => goTo(page.next)}>More</Button>}
            </InlineStack>
          </Box>
        )}
      </Collapsible>
    </Card>
  );
}
