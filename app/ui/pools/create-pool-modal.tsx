import { Banner, BlockStack, ChoiceList, Form, Modal, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useNavigate } from "../../http/browser";
import { fieldError, useIntent } from "../use-intent";

/** Asks for a name and a type and makes the pool; then goes to it. */
export function CreatePoolModal({ open, onClose }: { open: boolean; onClose: () => void }) {
  const creating = useIntent("create");
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [type, setType] = useState("static");
  const made = creating.done?.value as { id: number } | undefined;
  useEffect(() => {
    if (made) navigate(`/app/pools/${made.id}`);
  }, [made, navigate]);
  const submit = () => creating.submit({ name, type });
  const nameError = fieldError(creating.refusal, "name");
  return (
    <Modal
      open={open}
      onClose={onClose}
      title="Create coupon pool"
      primaryAction={{ content: "Create pool", onAction: submit, loading: creating.busy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={submit}>
          <BlockStack gap="400">
            {creating.refusal && !nameError && (
              <Banner tone="critical">{creating.refusal.message}</Banner>
            )}
            <TextField
              label="Pool name"
              value={name}
              onChange={setName}
              autoComplete="off"
              maxLength={80}
              showCharacterCount
              helpText="The campaign or audience the codes are for, for example “Welcome offer”."
              autoFocus
              {...(nameError ? { error: nameError } : {})}
            />
            <ChoiceList
              title="Type"
              selected={[type]}
              onChange={([chosen]) => setType(chosen ?? "static")}
              choices={[
                {
                  label: "Static",
                  value: "static",
                  helpText: "You bring the codes. Everybody gets one of their own.",
                },
                {
                  label: "Shared",
                  value: "shared",
                  helpText: "One code that everybody gets.",
                },
              ]}
            />
          </BlockStack>
        </Form>
      </Modal.Section>
    </Modal>
  );
}
