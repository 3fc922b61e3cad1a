import { Text } from "@shopify/polaris";
import { useEffect } from "react";
import { FormModal } from "../form-modal";
import { count } from "../format";
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
    <FormModal
      title={`Undo the import of ${batch.fileName}?`}
      action="Undo import"
      destructive
      busy={busy}
      onSubmit={() => submit({})}
      onClose={onClose}
      refusal={refusal}
      fields={[]}
    >
      <Text as="p">
        {`${count(batch.added, "code")} that came with it ${batch.added === 1 ? "is" : "are"} removed from the pool. That works only while none of them was given to anybody.`}
      </Text>
    </FormModal>
  );
}
