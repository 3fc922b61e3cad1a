import { Banner, BlockStack, Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { count } from "../../../ui/format";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { ReleaseSummary } from "../release/release-summary";
import type { HistoryRow } from "./history-table";

const outcomes = {
  shared: "; it still works for everyone else.",
  restock:
    " and can go to someone else, unless the date is past. A recipient who still has the code can use it first.",
  replace: ". It’s removed from your store, and the pool generates a new one.",
  void: " and isn’t given out again. If the app added it to your store, it’s removed there.",
} as const;

/** Asks before codes are taken from their recipients. */
export function ReleaseModal({
  chosen,
  then,
  onClose,
  onReleased,
}: {
  chosen: HistoryRow[];
  /** What becomes of the codes. */
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
  const one = chosen.length === 1 ? only : undefined;
  return (
    <Modal
      open
      onClose={onClose}
      title={
        one ? `Release ${one.code ?? "this code"}?` : `Release ${count(chosen.length, "code")}?`
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
            {one
              ? `The code is taken from ${recipientText(one.recipient)}`
              : "The codes are taken from their recipients"}
            {outcomes[then]}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
