import { Text } from "@shopify/polaris";
import { count } from "../../../core/format";
import { FormModal } from "../../../ui/forms/form-modal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import type { Campaign } from "../campaign";

/** Confirms the deletion of a campaign. The action redirects to the campaigns. */
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
        {`This permanently deletes the list (${count(total, "row")}) and its downloadable results. `}
        {assigned > 0
          ? `Its ${count(assigned, "assigned code")} ${assigned === 1 ? "stays" : "stay"} assigned.`
          : "It hasn’t assigned any codes."}
      </Text>
    </FormModal>
  );
}
