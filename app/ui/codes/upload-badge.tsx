import { Badge, BlockStack, Text } from "@shopify/polaris";
import type { UploadState } from "../../codes/upload-state";

const words: Partial<
  Record<UploadState, { text: string; tone: "success" | "attention" | "critical" | "enabled" }>
> = {
  uploading: { text: "Uploading", tone: "attention" },
  live: { text: "Live", tone: "success" },
  refused: { text: "Refused", tone: "critical" },
  removed: { text: "Removed", tone: "enabled" },
};

/** Where a code stands in the shop, and why it was refused there; nothing where the shop is not told of it. */
export function UploadBadge(props: { upload: UploadState | null; refusal?: string | null }) {
  const known = props.upload && words[props.upload];
  if (!known) return null;
  return (
    <BlockStack gap="050" inlineAlign="start">
      <Badge tone={known.tone}>{known.text}</Badge>
      {props.upload === "refused" && props.refusal && (
        <Text as="span" variant="bodySm" tone="critical" breakWord>
          {props.refusal}
        </Text>
      )}
    </BlockStack>
  );
}
