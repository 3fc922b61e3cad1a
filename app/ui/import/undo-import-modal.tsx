import { Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { count } from "../format";
import { Refusal } from "../refusal";
import { useIntent } from "../use-intent";

/** Asks before the codes of an import leave the pool again. */
export function UndoImportModal(props: {
  batch: { fileName: string; added: number };
  onClose: () => void;
}) {
  const { batch, onClose } = props;
  const { submit, busy, refusal, done } = useIntent("undo");
  useEffect(() => {
    if (done) onClose();
  }, [done, onClose]);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Undo the import of ${batch.fileName}?`}
      primaryAction={{
        content: "Undo import",
        destructive: true,
        loading: busy,
        onAction: () => submit({}),
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <Refusal message={refusal?.message} />
        <Text as="p">
          {`${count(batch.added, "code")} that came with it ${batch.added === 1 ? "is" : "are"} removed from the pool. That works only while none of them was given to anybody.`}
        </Text>
      </Modal.Section>
    </Modal>
  );
}
