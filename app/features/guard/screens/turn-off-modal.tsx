import { Text } from "@shopify/polaris";
import type { ActionResponse } from "../../../ui/forms/action-response";
import { FormModal } from "../../../ui/forms/form-modal";

/** Asks before codes go unchecked. */
export function TurnOffModal(props: {
  busy: boolean;
  refusal: Extract<ActionResponse, { ok: false }> | undefined;
  onSubmit: () => void;
  onClose: () => void;
}) {
  return (
    <FormModal
      title="Turn off protection?"
      action="Turn off"
      destructive
      busy={props.busy}
      onSubmit={props.onSubmit}
      onClose={props.onClose}
      refusal={props.refusal}
      fields={[]}
    >
      <Text as="p">
        Codes that belong to someone else, have passed their own last day, or are from paused pools
        work at checkout again while their discount is active. Settings and messages are kept.
      </Text>
    </FormModal>
  );
}
