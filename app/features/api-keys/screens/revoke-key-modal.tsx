import { Banner, BlockStack, Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useFormAction } from "../../../ui/forms/use-form-action";

export function RevokeKeyModal({
  apiKey,
  onClose,
}: {
  apiKey: { id: number; name: string };
  onClose: () => void;
}) {
  const revoking = useFormAction("revoke");
  useEffect(() => {
    if (revoking.done) onClose();
  }, [revoking.done, onClose]);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Revoke “${apiKey.name}”?`}
      primaryAction={{
        content: "Revoke key",
        destructive: true,
        loading: revoking.busy,
        onAction: () => revoking.submit({ keyId: String(apiKey.id) }),
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {revoking.refusal && <Banner tone="critical">{revoking.refusal.message}</Banner>}
          <Text as="p">
            Requests with this key will stop working immediately. This can’t be undone. Codes it
            assigned stay assigned.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
