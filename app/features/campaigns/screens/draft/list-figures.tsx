import { BlockStack, Card, Text } from "@shopify/polaris";
import { count, moment, number } from "../../../../ui/format";
import type { Campaign } from "../../campaign";
import type { CampaignPreview } from "../../drafting/preview-campaign.server";
import { Figures } from "../figures";

/** Who is on the list: how many, how many twice, how many need no code. */
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
        <Figures
          figures={[
            ["Lines", campaign.total],
            ["Recipients", people ?? 0],
            ["Hold a code already", holding ?? 0],
            ["Codes needed", preview.verdict?.needed ?? 0],
            ["Repeated lines", preview.repeated],
            ["Lines without a recipient", campaign.invalid],
          ]}
        />
        {preview.repeated > 0 && (
          <Text as="p">
            {count(preview.repeated, "line")} {preview.repeated === 1 ? "repeats" : "repeat"} a
            recipient of another line.{" "}
            {preview.alwaysNew
              ? "This pool gives a new code each time: they get one for each line."
              : "Each recipient gets one code, and it stands in the result of each of their lines."}
          </Text>
        )}
        {(holding ?? 0) > 0 && (
          <Text as="p">
            {number(holding ?? 0)} of the recipients {holding === 1 ? "holds" : "hold"} a valid code
            of this pool and {holding === 1 ? "keeps" : "keep"} it; it stands in the result.
          </Text>
        )}
        {readAt && (
          <Text as="p" tone="subdued">
            Counted {moment(readAt, timeZone)}. The available codes are those of now.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
