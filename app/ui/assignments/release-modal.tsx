import { Banner, BlockStack, Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import type { ReleaseSummary } from "../../assignments/release-summary";
import { count } from "../format";
import { useIntent } from "../use-intent";
import type { HistoryRow } from "./history-table";
import { recipientText } from "./recipient-text";

/** Asks before codes are taken from their recipients. */
export function ReleaseModal({
  chosen,
  shared,
  onClose,
  onReleased,
}: {
  chosen: HistoryRow[];
  /** The pool has one code for everybody. */
  shared: boolean;
  onClose: () => void;
  onReleased: (summary: ReleaseSummary) => void;
}) {
  const releasing = useIntent("release");
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
            {shared
              ? "; it still works for everybody else."
              : " and can be given to somebody else, unless the date is past. A code that was already sent may still be tried by the person who has it."}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
