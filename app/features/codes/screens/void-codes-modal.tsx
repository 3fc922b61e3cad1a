import { Text } from "@shopify/polaris";
import { useEffect } from "react";
import { count } from "../../../core/format";
import { FormModal } from "../../../ui/forms/form-modal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { type ChosenCodes, chosenFields, chosenText } from "./chosen-codes";

export function VoidCodesModal(props: {
  poolId: number;
  chosen: ChosenCodes;
  onClose: () => void;
  /** Gets the outcome as a sentence. */
  onDone: (words: string) => void;
}) {
  const { poolId, chosen, onClose, onDone } = props;
  const { suffix, fields } = chosenFields(chosen);
  const voiding = useFormAction(`void${suffix}`, { action: `/app/pools/${poolId}?index` });
  useEffect(() => {
    if (!voiding.done) return;
    const { voided } = voiding.done.value as { voided?: number };
    onDone(voided === undefined ? "Voiding codes" : `${count(voided, "code")} voided`);
  }, [voiding.done, onDone]);
  return (
    <FormModal
      title={`Void ${chosenText(chosen, (value) => count(value, "code"))}?`}
      action="Void"
      destructive
      busy={voiding.busy}
      onSubmit={() => voiding.submit(fields)}
      onClose={onClose}
      refusal={voiding.refusal}
      fields={[]}
    >
      <Text as="p">
        Voided codes can’t be assigned or imported again. They still count in totals.
      </Text>
    </FormModal>
  );
}
