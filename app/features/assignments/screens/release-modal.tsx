import { Banner, BlockStack, Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { count } from "../../../core/format";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { ReleaseSummary } from "../release/release-summary";
import type { HistoryRow } from "./history-table";

const outcomes = {
  shared: "It still works for everyone else.",
  restock:
    "It goes back to the pool and can be assigned to someone else, unless it has expired. Anyone who still has the code can use it first.",
  replace: "It’s removed from your store, and the pool generates a new one.",
  void: "It won’t be assigned again. If the app added it to your store, it’s removed there.",
} as const;

export function ReleaseModal({
  chosen,
  then,
  onClose,
  onReleased,
}: {
  chosen: HistoryRow[];
  /** What the pool does with released codes. */
  then: "shared" | "restock" | "replace" | "void";
  onClose: () => void;
  onReleased: (summary: ReleaseSummary) => void;
}) {
  const releasing = useFormAction("release");
  const { done } = releasing;
  useEffect(() => {
    if (done) onReleased(done.value as ReleaseSummary);
  }, [done, onReleased]);
  const [only] = chosen;
  const single = chosen.length === 1 ? only : undefined;
  return (
    <Modal
      open
      onClose={onClose}
      title={
        single
          ? `Release ${single.code ?? "this code"}?`
          : `Release ${count(chosen.length, "code")}?`
      }
      primaryAction={{
        content: "Release",
        destructive: true,
        loading: releasing.busy,
        onAction: () => releasing.submit({ assignmentIds: chosen.map(({ id }) => id).join(",") }),
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {releasing.refusal && <Banner tone="critical">{releasing.refusal.message}</Banner>}
          <Text as="p">
            {single
              ? `This removes the code from ${recipientText(single.recipient)}. `
              : "This removes each code from its recipient. "}
            {outcomes[then]}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
