import { Modal, Text } from "@shopify/polaris";
import type { Campaign } from "../../campaigns/campaign";
import { count } from "../format";
import { Refusal } from "../refusal";
import { useIntent } from "../use-intent";

/** Asks before a campaign goes, with its list and its result; the answer leads to the campaigns. */
export function DeleteCampaignModal({
  campaign,
  onClose,
}: {
  campaign: Campaign;
  onClose: () => void;
}) {
  const { submit, busy, refusal } = useIntent("delete");
  const { name, total, assigned } = campaign;
  return (
    <Modal
      open
      onClose={onClose}
      title={`Delete “${name}”?`}
      primaryAction={{
        content: "Delete campaign",
        destructive: true,
        loading: busy,
        onAction: () => submit({}),
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <Refusal message={refusal?.message} />
        <Text as="p">
          {`Its list of ${count(total, "line")} is removed for good, and with it the result that can be downloaded. `}
          {assigned > 0
            ? `The ${count(assigned, "code")} that it assigned stay with their recipients, in the history and in the statistics.`
            : "It assigned no codes."}
        </Text>
      </Modal.Section>
    </Modal>
  );
}
