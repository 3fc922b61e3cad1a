import { Badge, BlockStack, Text } from "@shopify/polaris";
import type { PublishStatus } from "../publishing/publish-status";

const words: Partial<
  Record<PublishStatus, { text: string; tone: "success" | "attention" | "critical" | "enabled" }>
> = {
  uploading: { text: "Uploading", tone: "attention" },
  live: { text: "Live", tone: "success" },
  refused: { text: "Rejected", tone: "critical" },
  removed: { text: "Removed", tone: "enabled" },
};

/**
 * A code's state in the store, with the reason if it was rejected. `live`: whether the store accepts
 * it. A published code may have been deleted there since, and one the app doesn't publish may not exist.
 */
export function PublishStatusBadge(props: {
  publishStatus: PublishStatus | null;
  live: boolean | null;
  refusal?: string | null;
}) {
  const { publishStatus, live } = props;
  if (publishStatus === null) return null;
  const shouldWork = publishStatus === "live" || publishStatus === "none";
  if (shouldWork && live === false) return <Badge tone="critical">Doesn’t work</Badge>;
  if (publishStatus === "none" && live === true) return <Badge tone="success">Works</Badge>;
  const known = words[publishStatus];
  if (!known) return null;
  return (
    <BlockStack gap="050" inlineAlign="start">
      <Badge tone={known.tone}>{known.text}</Badge>
      {props.publishStatus === "refused" && props.refusal && (
        <Text as="span" variant="bodySm" tone="critical" breakWord>
          {props.refusal}
        </Text>
      )}
    </BlockStack>
  );
}
