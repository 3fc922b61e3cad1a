import { Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { Refusal } from "../../../ui/forms/refusal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { recipientText } from "./recipient-text";

/** Route that blocks and unblocks recipients for every screen. */
export const blockingPage = "/app/blocked";

/** A recipient to block or unblock. */
export interface BlockChange {
  recipient: string;
  /** The new state. */
  blocked: boolean;
}

/** Confirms blocking or unblocking a recipient. */
export function BlockModal(props: {
  blocking: BlockChange;
  onClose: () => void;
  onDone: (blocking: BlockChange) => void;
}) {
  const { blocking, onClose, onDone } = props;
  const { recipient, blocked } = blocking;
  const { submit, busy, refusal, done } = useFormAction("set-blocked", { action: blockingPage });
  useEffect(() => {
    if (done) onDone(blocking);
  }, [done, blocking, onDone]);
  const who = recipientText(recipient);
  return (
    <Modal
      open
      onClose={onClose}
      title={blocked ? `Block ${who}?` : `Unblock ${who}?`}
      primaryAction={{
        content: blocked ? "Block recipient" : "Unblock recipient",
        destructive: blocked,
        loading: busy,
        onAction: () => submit({ recipient, blocked: String(blocked) }),
      }}
      secondaryActions={[{ content: "Cancel", onAction: onClose }]}
    >
      <Modal.Section>
        <Refusal message={refusal?.message} />
        {blocked ? (
          <BlockedMeaning />
        ) : (
          <Text as="p">They can receive codes from all pools again.</Text>
        )}
      </Modal.Section>
    </Modal>
  );
}

/** What blocking does. */
export function BlockedMeaning() {
  return (
    <Text as="p">
      They won’t receive codes from any pool, whether assigned manually or through campaigns,
      imports or the API. Codes they already have keep working unless you release them, except those
      of pools that are protected at checkout.
    </Text>
  );
}

/** Success message. */
export function blockedSentence({ recipient, blocked }: BlockChange): string {
  const who = recipientText(recipient);
  return blocked
    ? `${who} is blocked and won’t receive more codes.`
    : `${who} can receive codes again.`;
}
