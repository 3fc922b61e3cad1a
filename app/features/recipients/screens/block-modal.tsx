import { Modal, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { Refusal } from "../../../ui/forms/refusal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { recipientText } from "./recipient-text";

/** The page that blocks and unblocks recipients, from wherever they are shown. */
export const blockingPage = "/app/blocked";

/** Somebody who is to be blocked, or not to be any more. */
export interface Blocking {
  recipient: string;
  /** What is to become of them. */
  blocked: boolean;
}

/** Asks before a recipient is blocked or unblocked, and says what that does. */
export function BlockModal(props: {
  blocking: Blocking;
  onClose: () => void;
  onDone: (blocking: Blocking) => void;
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
          <Text as="p">From now on, they can get codes again from every pool.</Text>
        )}
      </Modal.Section>
    </Modal>
  );
}

/** What blocking does, and what it does not. */
export function BlockedMeaning() {
  return (
    <Text as="p">
      They get no more codes from any pool: not by hand, nor through campaigns, imports or the API.
      Codes that they have already keep working; release those that should not.
    </Text>
  );
}

/** What became of it, for the person who asked. */
export function blockedSentence({ recipient, blocked }: Blocking): string {
  const who = recipientText(recipient);
  return blocked ? `${who} is blocked: no more codes for them.` : `${who} can get codes again.`;
}
