import { Banner, BlockStack, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { Link } from "../../../ui/browser";
import { Figures } from "../../../ui/figures";
import { count, moment, number } from "../../../ui/format";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../ui/refresh-while";
import { useShopFacts } from "../../../ui/shop-facts";
import type { Discount } from "../../discounts/discount";
import { endedWarning } from "../../discounts/discount-doubt";
import type { Supply } from "../read-supply.server";
import { mostCounted } from "../supply-limits";
import { percentLive, uploadTimeLeft } from "./supply-labels";

interface SuppliedPool {
  id: number;
  available: number;
  assigned: number;
  bufferTarget: number | null;
  bufferFloor: number | null;
}

/** How a pool's codes stand in the shop: how many work, what is under way, and what does not go on. */
export function SupplyCard(props: {
  pool: SuppliedPool;
  supply: Supply;
  discount: Discount | null;
  /** With so many random characters a pool that stopped could go on; null: that is not the matter. */
  longer: number | null;
}) {
  const { pool, supply, discount, longer } = props;
  const { timeZone, platform, now } = useShopFacts();
  const lengthening = useFormAction("lengthen", { action: `/app/pools/${pool.id}/settings` });
  const ended = discount !== null && endedWarning(discount, new Date(now)) !== null;
  const { available, bufferTarget, bufferFloor } = pool;
  const filling = bufferFloor !== null && available < bufferFloor;
  // Codes of a pool that was just tied to a discount are marked for their upload in the background.
  const counted = supply.live + supply.uploading + supply.refused + supply.removed;
  const marking = counted < available + pool.assigned;
  const busy = supply.uploading > 0 || filling || marking;
  useRefreshWhile(busy && supply.failure === null);
  const missing = supply.missing < mostCounted ? number(supply.missing) : "10,000+";
  const percent = percentLive(supply);
  const left = uploadTimeLeft(supply);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            Codes in your store
          </Text>
          <Link to="/app/check">Check with {platform}</Link>
        </InlineStack>
        <Figures
          columns={{ xs: 2, sm: 4 }}
          figures={[
            ["Live", number(ended ? 0 : supply.live - supply.missing)],
            ...(ended ? [["Not working", number(supply.live)] as [string, string]] : []),
            ...(supply.missing > 0 ? [["Missing", missing] as [string, string]] : []),
            ["Uploading", number(supply.uploading)],
            ["Refused", number(supply.refused)],
            ["Replaced", number(supply.replaced)],
          ]}
        />
        {supply.uploading > 0 && (
          <BlockStack gap="100">
            <ProgressBar progress={percent} size="small" ariaLabelledBy={`upload-of-${pool.id}`} />
            <div role="status" id={`upload-of-${pool.id}`}>
              <Text as="p" tone="subdued">
                {percent}% of {number(supply.live + supply.uploading)} codes are live
                {left ? `, ${left}` : ""}.
              </Text>
            </div>
          </BlockStack>
        )}
        {supply.failure && (
          <Banner
            tone="critical"
            title={
              supply.failing === "making"
                ? "This pool stopped generating codes"
                : "Codes aren’t being uploaded"
            }
            {...(longer !== null && {
              action: {
                content: `Use ${longer} characters`,
                loading: lengthening.busy,
                onAction: () => lengthening.submit({ length: String(longer) }),
              },
            })}
          >
            <p>
              {lengthening.refusal?.message ?? supply.failure}
              {supply.failedAt && ` Since ${moment(supply.failedAt, timeZone)}.`}
            </p>
          </Banner>
        )}
        {bufferTarget !== null && (
          <Text as="p" tone="subdued">
            {number(available)} of {number(bufferTarget)} codes are ready.{" "}
            {supply.failing === "making"
              ? ""
              : filling
                ? "More are being made."
                : `More are made when fewer than ${number(bufferFloor ?? 0)} are left.`}
          </Text>
        )}
        {supply.missing > 0 && (
          <InlineStack>
            <Link to="/app/check">See the codes that are missing in {platform}</Link>
          </InlineStack>
        )}
        {supply.refused > 0 && (
          <InlineStack>
            <Link to={`/app/pools/${pool.id}/refused`}>
              See {count(supply.refused, "refused code")}
            </Link>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
