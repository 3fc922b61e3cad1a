import { Badge, BlockStack, Text } from "@shopify/polaris";
import type { UploadState } from "../upload-state";

const words: Partial<
  Record<UploadState, { text: string; tone: "success" | "attention" | "critical" | "enabled" }>
> = {
  uploading: { text: "Uploading", tone: "attention" },
  live: { text: "Live", tone: "success" },
  refused: { text: "Refused", tone: "critical" },
  removed: { text: "Removed", tone: "enabled" },
};

/**
 * Where a code is in the store, and why it was refused there. `live`: whether the store accepts it; a
 * code that was uploaded may be gone since, and one that the app doesn't upload may never have been there.
 */
export function UploadBadge(props: {
  upload: UploadState | null;
  live: boolean | null;
  refusal?: string | null;
}) {
  const { upload, live } = props;
  if (upload === null) return null;
  const shouldWork = upload === "live" || upload === "none";
  if (shouldWork && live === false) return <Badge tone="critical">Doesn’t work</Badge>;
  if (upload === "none" && live === true) return <Badge tone="success">Works</Badge>;
  const known = words[upload];
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
