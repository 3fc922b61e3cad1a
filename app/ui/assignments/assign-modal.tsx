import { Banner, BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useEffect, useMemo, useState } from "react";
import type { AssignedCode } from "../../assignments/assignment";
import { longestList } from "../../campaigns/recipient-list";
import { useNavigate } from "../../http/browser";
import { count, moment, number } from "../format";
import { fieldError, useIntent } from "../use-intent";
import { recipientText } from "./recipient-text";

/** Gives a code to one recipient at once, or to a pasted list in the background. */
export function AssignModal({
  pool,
  timeZone,
  onClose,
}: {
  pool: { id: number; name: string; available: number; type: string };
  timeZone: string;
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const one = useIntent("assign");
  const list = useIntent("assign-list");
  const lines = useMemo(() => text.split("\n").filter((line) => line.trim() !== "").length, [text]);
  const started = (list.done?.value as { id: number } | undefined)?.id;
  useEffect(() => {
    if (started !== undefined) navigate(`/app/pools/${pool.id}/assigned/lists/${started}`);
  }, [started, pool.id, navigate]);
  useEffect(() => {
    if (one.done) setText("");
  }, [one.done]);
  const submit = () =>
    lines > 1 ? list.submit({ recipients: text }) : one.submit({ recipient: text.trim() });
  const refusal = lines > 1 ? list.refusal : one.refusal;
  const invalid =
    refusal?.failure.kind === "recipient_invalid"
      ? refusal.message
      : fieldError(refusal, lines > 1 ? "recipients" : "recipient");
  const short = pool.type !== "shared" && lines > pool.available;
  return (
    <Modal
      open
      onClose={onClose}
      title={`Assign codes of “${pool.name}”`}
      primaryAction={{
        content: lines > 1 ? `Assign to ${count(lines, "recipient")}` : "Assign",
        loading: one.busy || list.busy || started !== undefined,
        disabled: lines === 0,
        onAction: submit,
      }}
      secondaryActions={[{ content: "Close", onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {refusal && !invalid && <Banner tone="critical">{refusal.message}</Banner>}
          {one.done && <Given code={one.done.value as AssignedCode} timeZone={timeZone} />}
          <TextField
            label="Recipients"
            helpText={`E-mail addresses or customer ids, one on each line, up to ${number(longestList)}.`}
            value={text}
            onChange={setText}
            multiline={4}
            maxHeight="40vh"
            autoComplete="off"
            autoFocus
            spellCheck={false}
            {...(invalid ? { error: invalid } : {})}
          />
          {short && (
            <Text as="p" tone="caution">
              The pool has {count(pool.available, "available code")} for {count(lines, "recipient")}
              . Whoever it cannot serve gets a code of its fallback, if it has one, and is in the
              report otherwise.
            </Text>
          )}
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
