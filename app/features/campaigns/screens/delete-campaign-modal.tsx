import { Text } from "@shopify/polaris";
import { count } from "../../../ui/format";
import { FormModal } from "../../../ui/forms/form-modal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import type { Campaign } from "../campaign";

/** Asks before a campaign goes, with its list and its result; the answer leads to the campaigns. */
export function DeleteCampaignModal({
  campaign,
  onClose,
}: {
  campaign: Campaign;
  onClose: () => void;
}) {
  const { submit, busy, refusal } = useFormAction("delete");
  const { name, total, assigned } = campaign;
  return (
    <FormModal
      title={`Delete “${name}”?`}
      action="Delete campaign"
      destructive
      busy={busy}
      onSubmit={() => submit({})}
      onClose={onClose}
      refusal={refusal}
      fields={[]}
    >
      <Text as="p">
        {`Its list of ${count(total, "line")} is removed for good, and with it the result that can be downloaded. `}
        {assigned > 0
          ? `The ${count(assigned, "code")} that it assigned stay with their recipients, in the history and in the statistics.`
          : "It assigned no codes."}
      </Text>
    </FormModal>
  );
}
