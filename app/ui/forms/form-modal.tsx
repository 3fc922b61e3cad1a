import { BlockStack, Form, Modal } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { ActionResponse } from "./action-response";
import { Refusal } from "./refusal";

/** A dialog with one form. A failure is shown above the fields, unless one of them shows it. */
export function FormModal(props: {
  title: string;
  /** Label of the submit button. */
  action: string;
  destructive?: boolean;
  disabled?: boolean;
  busy: boolean;
  onSubmit: () => void;
  onClose: () => void;
  refusal: Extract<ActionResponse, { ok: false }> | undefined;
  /** Names of the fields that show their own errors. */
  fields: readonly string[];
  children: ReactNode;
}) {
  const { refusal } = props;
  const elsewhere = refusal && !props.fields.includes(refusal.failure.field ?? "");
  return (
    <Modal
      open
      onClose={props.onClose}
      title={props.title}
      primaryAction={{
        content: props.action,
        onAction: props.onSubmit,
        loading: props.busy,
        destructive: props.destructive ?? false,
        disabled: props.disabled ?? false,
      }}
      secondaryActions={[{ content: "Cancel", onAction: props.onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={props.onSubmit}>
          <BlockStack gap="400">
            <Refusal message={elsewhere ? refusal.message : undefined} />
            {props.children}
          </BlockStack>
        </Form>
      </Modal.Section>
    </Modal>
  );
}
