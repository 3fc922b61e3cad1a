import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { count } from "../format";
import { Refusal } from "../refusal";
import { useIntent } from "../use-intent";

/** Asks before codes leave the stock for good. */
export function VoidCodesModal(props: { poolId: number; codeIds: number[]; onClose: () => void }) {
  const { poolId, codeIds, onClose } = props;
  const voiding = useIntent("void", { action: `/app/pools/${poolId}?index` });
  useEffect(() => {
    if (voiding.done) onClose();
  }, [voiding.done, onClose]);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Void ${count(codeIds.length, "code")}?`}
      primaryAction={{
        content: "Void",
        destructive: true,
        loading: voiding.busy,
        onAction: () => voiding.submit({ codeIds: codeIds.join(",") }),
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Refusal message={voiding.refusal?.message} />
          <Text as="p">
            Void codes are never given out. They stay in the figures and cannot come in again.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
