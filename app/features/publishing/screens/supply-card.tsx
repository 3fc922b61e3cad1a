import { Banner, BlockStack, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { count, moment, number } from "../../../core/format";
import { Link } from "../../../ui/browser";
import { Figures } from "../../../ui/figures";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../ui/refresh-while";
import { useShopFacts } from "../../../ui/shop-facts";
import type { Discount } from "../../discounts/discount";
import { endedWarning } from "../../discounts/discount-doubt";
import { isSealed, type Pool } from "../../pools/pool";
import type { Supply } from "../read-supply.server";
import { maxCounted } from "../supply-limits";
import { percentLive, uploadTimeLeft } from "./supply-labels";

interface SuppliedPool extends Pick<Pool, "type" | "holderOnly" | "personalExpiration"> {
  id: number;
  available: number;
  assigned: number;
  bufferTarget: number | null;
  bufferFloor: number | null;
}

/** Publish status of a pool: live codes, uploads in progress, and what has stopped. */
export function SupplyCard(props: {
  pool: SuppliedPool;
  supply: Supply;
  discount: Discount | null;
  /**
   * Random characters that would let a stopped pool continue; null when that isn't why it stopped.
   */
  longerLength: number | null;
}) {
  const { pool, supply, discount, longerLength } = props;
  const { timeZone, platform, now } = useShopFacts();
  const lengthening = useFormAction("lengthen", { action: `/app/pools/${pool.id}/settings` });
  const ended = discount !== null && endedWarning(discount, new Date(now)) !== null;
  const { available, bufferTarget, bufferFloor } = pool;
  const sealed = isSealed(pool);
  const filling = !sealed && bufferFloor !== null && available < bufferFloor;
  // Codes of a newly linked pool are marked for upload in the background.
  const counted = supply.live + supply.uploading + supply.refused + supply.removed;
  const marking = counted < available + pool.assigned;
  const busy = supply.uploading > 0 || filling || marking;
  useRefreshWhile(busy && supply.failure === null);
  const missing = supply.missing < maxCounted ? number(supply.missing) : "10,000+";
  const percent = percentLive(supply);
  const left = uploadTimeLeft(supply);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between">
          <Text as="h2" variant="headingMd">
            Codes in your store
          </Text>
          <Link to="/app/check">Compare with {platform}</Link>
        </InlineStack>
        <Figures
          columns={{ xs: 2, sm: 4 }}
          figures={[
            ["Live", number(ended ? 0 : supply.live - supply.missing), "live-codes"],
            ...(ended ? [["Not working", number(supply.live)] as [string, string]] : []),
            ...(supply.missing > 0 ? [["Missing", missing] as [string, string]] : []),
            ["Uploading", number(supply.uploading)],
            ["Rejected", number(supply.refused), "rejected-codes"],
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
              supply.failing === "generating"
                ? "This pool stopped generating codes"
                : "Codes aren’t being uploaded"
            }
            {...(longerLength !== null && {
              action: {
                content: `Use ${longerLength} characters`,
                loading: lengthening.busy,
                onAction: () => lengthening.submit({ length: String(longerLength) }),
              },
            })}
          >
            <p>
              {lengthening.refusal?.message ?? supply.failure}
              {supply.failedAt && ` Since ${moment(supply.failedAt, timeZone)}.`}
            </p>
          </Banner>
        )}
        {sealed && (
          <Text as="p" tone="subdued">
            Each code is made when it’s assigned.
          </Text>
        )}
        {bufferTarget !== null && !sealed && (
          <Text as="p" tone="subdued">
            <span data-testid="codes-ready">
              {number(available)} of {number(bufferTarget)} codes are ready.
            </span>{" "}
            {supply.failing === "generating"
              ? ""
              : filling
                ? "More are being generated."
                : `More are generated below ${number(bufferFloor ?? 0)}.`}
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
              See {count(supply.refused, "rejected code")}
            </Link>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
