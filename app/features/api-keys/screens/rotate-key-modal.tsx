import { Banner, BlockStack, Modal, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { type OverlapHours, overlapHours } from "../api-key";
import { KeySecret } from "./key-secret";

const overlapLabels: Record<OverlapHours, string> = {
  0: "Expire immediately",
  1: "One hour",
  24: "One day",
  168: "One week",
};

/** Rotates a key and shows its new text once. */
export function RotateKeyModal(props: {
  apiKey: { id: number; name: string };
  onClose: () => void;
}) {
  const rotating = useFormAction("rotate");
  const [hours, setHours] = useState("24");
  const made = rotating.done?.value as { text: string } | undefined;
  if (made) return <KeySecret title="Key rotated" text={made.text} onClose={props.onClose} />;
  const submit = () => rotating.submit({ keyId: String(props.apiKey.id), overlapHours: hours });
  return (
    <Modal
      open
      onClose={props.onClose}
      title={`Rotate “${props.apiKey.name}”?`}
      primaryAction={{ content: "Rotate key", onAction: submit, loading: rotating.busy }}
      secondaryActions={[{ content: "Cancel", onAction: props.onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {rotating.refusal && <Banner tone="critical">{rotating.refusal.message}</Banner>}
          <Text as="p">
            The key gets a new secret and keeps its permissions. Secrets older than the current one
            stop working right away.
          </Text>
          <Select
            label="Keep the current secret active for"
            options={overlapHours.map((value) => ({
              value: String(value),
              label: overlapLabels[value],
            }))}
            value={hours}
            onChange={setHours}
          />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
