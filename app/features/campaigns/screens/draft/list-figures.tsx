import { BlockStack, Card, Text } from "@shopify/polaris";
import { count, moment, number } from "../../../../core/format";
import type { Campaign } from "../../campaign";
import type { CampaignPreview } from "../../drafting/preview-campaign.server";
import { CampaignFigures } from "../campaign-figures";

/** Numbers of recipients, repeated rows and codes needed. */
export function ListFigures(props: {
  campaign: Campaign;
  preview: CampaignPreview;
  timeZone: string;
}) {
  const { campaign, preview, timeZone } = props;
  const { people, holding, readAt } = campaign;
  return (
    <Card>
      <BlockStack gap="300">
        <CampaignFigures
          figures={[
            ["Rows", campaign.total],
            ["Recipients", people ?? 0],
            ["Already have a code", holding ?? 0],
            ["Codes needed", preview.stockCheck?.needed ?? 0],
            ["Repeated rows", preview.repeated],
            ["Invalid rows", campaign.invalid],
          ]}
        />
        {preview.repeated > 0 && (
          <Text as="p">
            {count(preview.repeated, "row")} {preview.repeated === 1 ? "repeats" : "repeat"} a
            recipient.{" "}
            {preview.alwaysNew
              ? "This pool always assigns a new code, so they get one for each row."
              : "Each recipient gets one code, and it’s repeated on each of their rows."}
          </Text>
        )}
        {(holding ?? 0) > 0 && (
          <Text as="p">
            {number(holding ?? 0)} of the recipients already {holding === 1 ? "has" : "have"} a
            valid code from this pool. It’s included in the results.
          </Text>
        )}
        {readAt && (
          <Text as="p" tone="subdued">
            Recipients counted {moment(readAt, timeZone)}. Available codes are up to date.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
