import { Banner, BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { moment } from "../../../core/format";
import { Link } from "../../../ui/browser";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";
import { recipientText } from "../../recipients/screens/recipient-text";
import type { AssignedCode } from "../assignment";

/** Assigns a code to one recipient. Lists are campaigns. */
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
      title={`Assign a code from “${pool.name}”`}
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
          {done && <AssignedBanner code={done.value as AssignedCode} timeZone={timeZone} />}
          <TextField
            label="Recipient"
            helpText="Email address or Shopify customer ID"
            value={text}
            onChange={setText}
            autoComplete="off"
            autoFocus
            spellCheck={false}
            {...(invalid ? { error: invalid } : {})}
          />
          <Text as="p">
            Assigning to a list?{" "}
            <Link to={`/app/campaigns/new?pool=${pool.id}`}>Create a campaign</Link>.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function AssignedBanner({ code, timeZone }: { code: AssignedCode; timeZone: string }) {
  const who = recipientText(code.recipient);
  const until = code.expiresAt ? `, valid until ${moment(code.expiresAt, timeZone)}` : "";
  const fallback = code.requestedPoolId === null ? "" : " The code is from the fallback pool.";
  return (
    <Banner tone={code.outcome === "new" ? "success" : "info"}>
      <p data-testid={`assignment-${code.outcome}`}>
        {code.outcome === "new"
          ? `${code.code} was assigned to ${who}${until}.`
          : `${who} already has ${code.code}${until}. No new code was assigned.`}
        {fallback}
      </p>
    </Banner>
  );
}
