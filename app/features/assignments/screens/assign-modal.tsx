import { Banner, BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { Link } from "../../../ui/browser";
import { moment } from "../../../ui/format";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { AssignedCode } from "../assignment";

/** Gives a code to one recipient at once; lists are campaigns. */
export function AssignModal({
  pool,
  timeZone,
  onClose,
}: {
  pool: { id: number; name: string };
  timeZone: string;
  onClose: () => void;
}) {
  const [text, setText] = useState("");
  const { submit, busy, refusal, done } = useFormAction("assign");
  useEffect(() => {
    if (done) setText("");
  }, [done]);
  const invalid =
    refusal?.failure.kind === "recipient_invalid"
      ? refusal.message
      : fieldError(refusal, "recipient");
  return (
    <Modal
      open
      onClose={onClose}
      title={`Assign a code of “${pool.name}”`}
      primaryAction={{
        content: "Assign",
        loading: busy,
        disabled: text.trim() === "",
        onAction: () => submit({ recipient: text.trim() }),
      }}
      secondaryActions={[{ content: "Close", onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {refusal && !invalid && <Banner tone="critical">{refusal.message}</Banner>}
          {done && <Given code={done.value as AssignedCode} timeZone={timeZone} />}
          <TextField
            label="Recipient"
            helpText="An email address or a customer ID."
            value={text}
            onChange={setText}
            autoComplete="off"
            autoFocus
            spellCheck={false}
            {...(invalid ? { error: invalid } : {})}
          />
          <Text as="p">
            For many recipients,{" "}
            <Link to={`/app/campaigns/new?pool=${pool.id}`}>make a campaign</Link>.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

/** The code that somebody has now. */
function Given({ code, timeZone }: { code: AssignedCode; timeZone: string }) {
  const who = recipientText(code.recipient);
  const until = code.expiresAt ? `, valid until ${moment(code.expiresAt, timeZone)}` : "";
  const fallback = code.requestedPoolId === null ? "" : " It comes from the fallback pool.";
  return (
    <Banner tone={code.outcome === "new" ? "success" : "info"}>
      <p>
        {code.outcome === "new"
          ? `${who} has the code ${code.code} now${until}.`
          : `${who} already held the code ${code.code}${until}, and keeps it.`}
        {fallback}
      </p>
    </Banner>
  );
}
