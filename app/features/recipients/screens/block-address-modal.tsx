import { TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { FormModal } from "../../../ui/forms/form-modal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { type BlockChange, BlockedMeaning, blockingPage } from "./block-modal";

/** Blocks an address, even one that never got a code. */
export function BlockAddressModal(props: {
  onClose: () => void;
  onDone: (blocking: BlockChange) => void;
}) {
  const { onClose, onDone } = props;
  const [text, setText] = useState("");
  const { submit, busy, refusal, done } = useFormAction("set-blocked", { action: blockingPage });
  useEffect(() => {
    if (done) onDone({ ...(done.value as { recipient: string }), blocked: true });
  }, [done, onDone]);
  const invalid = refusal?.failure.kind === "recipient_invalid" ? refusal.message : undefined;
  return (
    <FormModal
      title="Block a recipient"
      action="Block recipient"
      destructive
      busy={busy}
      disabled={text.trim() === ""}
      onSubmit={() => submit({ recipient: text.trim(), blocked: "true" })}
      onClose={onClose}
      refusal={invalid ? undefined : refusal}
      fields={[]}
    >
      <TextField
        label="Recipient"
        helpText="An email address or a customer ID."
        value={text}
        onChange={setText}
        autoComplete="off"
        autoFocus
        spellCheck={false}
        maxLength={300}
        {...(invalid ? { error: invalid } : {})}
      />
      <BlockedMeaning />
    </FormModal>
  );
}
