import { Banner, BlockStack, Form, Modal, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { fieldError, useIntent } from "../use-intent";

/** Gives a pool another name; says so when somebody else changed the pool in the meantime. */
export function RenamePoolModal({
  pool,
  onClose,
}: {
  pool: { id: number; name: string; handle: string; version: number };
  onClose: () => void;
}) {
  const renaming = useIntent("rename", { action: "/app?index" });
  const [name, setName] = useState(pool.name);
  useEffect(() => {
    if (renaming.done) onClose();
  }, [renaming.done, onClose]);
  const submit = () =>
    renaming.submit({ poolId: String(pool.id), name, version: String(pool.version) });
  const nameError = fieldError(renaming.refusal, "name");
  return (
    <Modal
      open
      onClose={onClose}
      title="Rename pool"
      primaryAction={{ content: "Save", onAction: submit, loading: renaming.busy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={submit}>
          <BlockStack gap="400">
            {renaming.refusal && !nameError && (
              <Banner tone="critical">{renaming.refusal.message}</Banner>
            )}
            <TextField
              label="Pool name"
              value={name}
              onChange={setName}
              autoComplete="off"
              maxLength={80}
              showCharacterCount
              autoFocus
              helpText={`The handle stays “${pool.handle}”: e-mail templates use it.`}
              {...(nameError ? { error: nameError } : {})}
            />
          </BlockStack>
        </Form>
      </Modal.Section>
    </Modal>
  );
}
