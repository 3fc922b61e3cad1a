import { Modal } from "@shopify/polaris";
import { useEffect } from "react";
import type { ChosenDiscount } from "../discount-picker";
import { DiscountFields } from "./discount-fields";
import { useDraftForm } from "./draft-form";

/** Creates a discount without leaving the page, and passes it to `onCreated`. */
export function NewDiscountModal(props: {
  onCreated: (discount: ChosenDiscount) => void;
  onClose: () => void;
}) {
  const { onCreated } = props;
  const { form, sentence, refusal, elsewhere, made, ...creating } = useDraftForm();
  useEffect(() => {
    if (made) onCreated(made);
  }, [made, onCreated]);
  return (
    <Modal
      open
      size="large"
      onClose={props.onClose}
      title="Create a new discount"
      primaryAction={{
        content: "Create discount",
        onAction: creating.submit,
        loading: creating.busy,
      }}
      secondaryActions={[{ content: "Back", onAction: props.onClose }]}
    >
      <Modal.Section>
        <DiscountFields {...{ form, sentence, refusal, elsewhere }} />
      </Modal.Section>
    </Modal>
  );
}
