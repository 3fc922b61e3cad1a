import {
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  IndexTable,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { count, moment } from "../../../../core/format";
import { Link, useNavigation, useSearchParams } from "../../../../ui/browser";
import { CursorPages } from "../../../../ui/cursor-pages";
import { useSelection } from "../../../../ui/forms/use-selection";
import { ScrollableTable } from "../../../../ui/scrollable-table";
import { useShopFacts } from "../../../../ui/shop-facts";
import {
  type Difference,
  type DifferenceKind,
  type DifferenceRepair,
  repairsOf,
} from "../difference";
import type { DifferencesPage } from "../list-differences.server";
import { differenceLabels, repairLabels } from "./difference-labels";

interface DifferencesCardProps {
  kind: DifferenceKind;
  page: DifferencesPage;
  busy: boolean;
  onRepair: (repair: DifferenceRepair, which: number[] | "all") => void;
}

/** A check's differences of one kind, with repairs for one, several or all. */
export function DifferencesCard({ kind, page, busy, onRepair }: DifferencesCardProps) {
  const { title, what, singular, plural } = differenceLabels[kind];
  const loading = useNavigation().state === "loading";
  const [params] = useSearchParams();
  const selection = useSelection(page.findings, isOpen);
  const several = page.after !== null || page.before !== null;
  const open = several || page.findings.some(isOpen);
  const chosen = selection.chosen.map(({ id }) => id);
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            <Text as="p" tone="subdued">
              {what}
            </Text>
          </BlockStack>
          {open && (
            <InlineStack gap="300" blockAlign="center">
              <Checkbox
                label="Select all on this page"
                checked={selection.all}
                disabled={selection.none}
                onChange={selection.toggleAll}
              />
              {repairsOf[kind].map((repair) => (
                <Button
                  key={repair}
                  loading={busy}
                  {...(repairLabels[repair].critical ? { tone: "critical" as const } : {})}
                  onClick={() => onRepair(repair, chosen.length > 0 ? chosen : "all")}
                >
                  {`${repairLabels[repair].action}: ${
                    chosen.length > 0 ? count(chosen.length, singular, plural) : `all ${plural}`
                  }`}
                </Button>
              ))}
            </InlineStack>
          )}
        </BlockStack>
      </Box>
      <ScrollableTable label={title}>
        <IndexTable
          selectable={false}
          loading={loading}
          itemCount={page.findings.length}
          resourceName={{ singular, plural }}
          headings={[
            { title: "Select", hidden: true },
            { title: kind === "inactive" ? "Pool" : "Code" },
            { title: "Discount" },
            ...(kind === "inactive" ? [] : [{ title: "Pool" }]),
            { title: "Repair" },
          ]}
        >
          {page.findings.map((finding, position) => (
            <IndexTable.Row key={finding.id} id={String(finding.id)} position={position}>
              <IndexTable.Cell>
                {isOpen(finding) && (
                  <Checkbox
                    label={`Select ${finding.code ?? finding.poolName ?? "this"}`}
                    labelHidden
                    checked={selection.isChosen(finding.id)}
                    onChange={(on) => selection.toggle(finding.id, on)}
                  />
                )}
              </IndexTable.Cell>
              <IndexTable.Cell>
                <span className="Address">
                  {kind === "inactive" ? (
                    <PoolLink finding={finding} />
                  ) : (
                    <Text as="span" fontWeight="medium">
                      {finding.code}
                    </Text>
                  )}
                </span>
              </IndexTable.Cell>
              <IndexTable.Cell className="Wrapping">{finding.discountTitle}</IndexTable.Cell>
              {kind !== "inactive" && (
                <IndexTable.Cell>
                  <PoolLink finding={finding} />
                </IndexTable.Cell>
              )}
              <IndexTable.Cell>
                <Repair finding={finding} busy={busy} onRepair={onRepair} />
              </IndexTable.Cell>
            </IndexTable.Row>
          ))}
        </IndexTable>
      </ScrollableTable>
      <CursorPages page={page} params={params} />
    </Card>
  );
}

function isOpen({ repair }: Difference): boolean {
  return repair === null;
}

function PoolLink({ finding: { poolId, poolName } }: { finding: Difference }) {
  if (poolId === null) return <>–</>;
  return <Link to={`/app/pools/${poolId}`}>{poolName ?? "A deleted pool"}</Link>;
}

/** The repair that was done, or the buttons for each possible one. */
function Repair(props: {
  finding: Difference;
  busy: boolean;
  onRepair: (repair: DifferenceRepair, which: number[]) => void;
}) {
  const { finding, busy, onRepair } = props;
  const { timeZone } = useShopFacts();
  if (finding.repair !== null) {
    const { done } = repairLabels[finding.repair];
    return (
      <span data-testid={`repaired-${finding.repair}`}>
        <Text as="span" tone="subdued">
          {done}
          {finding.repairedAt && `, ${moment(finding.repairedAt, timeZone)}`}
        </Text>
      </span>
    );
  }
  return (
    <InlineStack gap="200">
      {repairsOf[finding.kind].map((repair) => (
        <Button
          key={repair}
          size="slim"
          variant="tertiary"
          disabled={busy}
          accessibilityLabel={`${repairLabels[repair].action}: ${finding.code ?? finding.poolName}`}
          onClick={() => onRepair(repair, [finding.id])}
        >
          {repairLabels[repair].action}
        </Button>
      ))}
    </InlineStack>
  );
}
