import { BlockStack, Card, InlineGrid, Select, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { number } from "../../../core/format";
import { Refusal } from "../../../ui/forms/refusal";
import { SaveBar } from "../../../ui/forms/save-bar";
import { useFormAction } from "../../../ui/forms/use-form-action";
import defaults from "../messages/default-messages.json";
import { type GuardMessages, maxMessageLength } from "../messages/guard-messages";
import type { RefusalReason } from "../rule/guard-input";
import { languageNames, reasonTitles } from "./guard-text";

const reasons: readonly RefusalReason[] = ["expired", "holder", "paused", "blocked"];
const languages = Object.entries(languageNames).map(([value, label]) => ({ value, label }));

/** What a shopper reads for each reason, in each language. An empty field means the default. */
export function MessagesCard(props: {
  messages: GuardMessages;
  bytes: { used: number; max: number };
  version: number;
}) {
  const saving = useFormAction("save-guard-messages");
  const [language, setLanguage] = useState("en");
  const [edits, setEdits] = useState<GuardMessages>({});
  const textOf = (messages: GuardMessages, reason: RefusalReason) =>
    messages[language]?.[reason] ?? "";
  const merged = mergeMessages(props.messages, edits);
  const dirty = isDifferent(props.messages, merged);
  const { done, refusal } = saving;
  useEffect(() => {
    if (done) setEdits({});
  }, [done]);
  const refused = refusal?.failure;
  const errorOf = (reason: RefusalReason) =>
    refusal && refused?.["language"] === language && refused["reason"] === reason
      ? { error: refusal.message }
      : {};
  return (
    <Card>
      <BlockStack gap="400">
        <SaveBar
          id="guard-messages"
          open={dirty}
          saving={saving.busy}
          onSave={() =>
            saving.submit({ messages: JSON.stringify(merged), version: String(props.version) })
          }
          onDiscard={() => setEdits({})}
        />
        <Text as="h2" variant="headingMd">
          Messages
        </Text>
        <Text as="p" tone="subdued">
          What customers read when their code is rejected, in the language of your store that they
          see. Leave a field empty to use the default.
        </Text>
        <Refusal message={refused?.["language"] === language ? undefined : refusal?.message} />
        <InlineGrid columns={{ xs: 1, sm: 2 }}>
          <Select label="Language" options={languages} value={language} onChange={setLanguage} />
        </InlineGrid>
        {reasons.map((reason) => (
          <TextField
            key={`${language} ${reason}`}
            label={reasonTitles[reason]}
            value={textOf(merged, reason)}
            placeholder={defaultText(language, reason)}
            onChange={(text) =>
              setEdits((before) => mergeMessages(before, { [language]: { [reason]: text } }))
            }
            autoComplete="off"
            maxLength={maxMessageLength}
            showCharacterCount
            {...errorOf(reason)}
          />
        ))}
        {props.bytes.used > props.bytes.max / 2 && (
          <Text as="p" tone="subdued">
            {`Your messages take ${number(props.bytes.used)} of ${number(props.bytes.max)} bytes.`}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function defaultText(language: string, reason: RefusalReason): string {
  const texts: Record<string, Record<RefusalReason, string>> = defaults;
  return texts[language]?.[reason] ?? "";
}

function mergeMessages(messages: GuardMessages, edits: GuardMessages): GuardMessages {
  const merged: GuardMessages = { ...messages };
  for (const [language, texts] of Object.entries(edits)) {
    merged[language] = { ...merged[language], ...texts };
  }
  return merged;
}

/** An empty message is as good as none. */
function isDifferent(saved: GuardMessages, edited: GuardMessages): boolean {
  return Object.entries(edited).some(([language, texts]) =>
    Object.entries(texts).some(
      ([reason, text]) => text !== (saved[language]?.[reason as RefusalReason] ?? ""),
    ),
  );
}
