import { TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { FormModal } from "../../../../ui/forms/form-modal";
import { fieldError, useFormAction } from "../../../../ui/forms/use-form-action";

/** Renames a pool. Shows a conflict if the pool changed meanwhile. */
export function RenamePoolModal({
  pool,
  onClose,
}: {
  pool: { id: number; name: string; handle: string; version: number };
  onClose: () => void;
}) {
  const renaming = useFormAction("rename", { action: "/app?index" });
  const [name, setName] = useState(pool.name);
  useEffect(() => {
    if (renaming.done) onClose();
  }, [renaming.done, onClose]);
  const nameError = fieldError(renaming.refusal, "name");
  return (
    <FormModal
      title="Rename pool"
      action="Save"
      busy={renaming.busy}
      onSubmit={() =>
        renaming.submit({ poolId: String(pool.id), name, version: String(pool.version) })
      }
      onClose={onClose}
      refusal={renaming.refusal}
      fields={["name"]}
    >
      <TextField
        label="Pool name"
        value={name}
        onChange={setName}
        autoComplete="off"
        maxLength={80}
        showCharacterCount
        autoFocus
        helpText={`The handle stays “${pool.handle}”, because email templates use it.`}
        {...(nameError ? { error: nameError } : {})}
      />
    </FormModal>
  );
}
