import {
  Banner,
  BlockStack,
  Button,
  Card,
  Form,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";
import { useShopFacts } from "../../../ui/shop-facts";
import type { TrialResult } from "../trying/try-code.server";
import { languageNames } from "./guard-text";
import { trialText } from "./try-it-text";

const languages = Object.entries(languageNames).map(([value, label]) => ({ value, label }));

/** Tries a code as a buyer would enter it, with the function that runs at checkout. */
export function TryItCard() {
  const trying = useFormAction("try-code");
  const [code, setCode] = useState("");
  const [buyer, setBuyer] = useState("");
  const [date, setDate] = useState("");
  const [language, setLanguage] = useState("en");
  const { refusal, done } = trying;
  const error = (field: string, kinds: readonly string[] = []) => {
    const message =
      fieldError(refusal, field) ??
      (refusal && kinds.includes(refusal.failure.kind) ? refusal.message : undefined);
    return message ? { error: message } : {};
  };
  const fields = ["code", "buyer", "date", "language"];
  const elsewhere =
    refusal &&
    !fields.includes(refusal.failure.field ?? "") &&
    refusal.failure.kind !== "recipient_invalid";
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Try it
        </Text>
        <Text as="p" tone="subdued">
          See what a customer would get at checkout. Nothing is assigned or redeemed.
        </Text>
        {elsewhere && <Banner tone="critical">{refusal.message}</Banner>}
        <Form onSubmit={() => trying.submit({ code: code.trim(), buyer, date, language })}>
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label="Code"
                value={code}
                onChange={setCode}
                autoComplete="off"
                spellCheck={false}
                maxLength={255}
                {...error("code")}
              />
              <TextField
                label="Email or customer ID"
                value={buyer}
                onChange={setBuyer}
                autoComplete="off"
                spellCheck={false}
                maxLength={300}
                {...error("buyer", ["recipient_invalid"])}
              />
            </FormLayout.Group>
            <FormLayout.Group>
              <TextField
                label="Date at checkout"
                type="date"
                value={date}
                onChange={setDate}
                autoComplete="off"
                helpText="Leave empty for today."
                {...error("date")}
              />
              <Select
                label="Customer’s language"
                options={languages}
                value={language}
                onChange={setLanguage}
              />
            </FormLayout.Group>
            <InlineStack>
              <Button
                submit
                loading={trying.busy}
                disabled={code.trim() === "" || buyer.trim() === ""}
              >
                Try code
              </Button>
            </InlineStack>
          </FormLayout>
        </Form>
        {done && <Verdict result={done.value as TrialResult} />}
      </BlockStack>
    </Card>
  );
}

function Verdict({ result }: { result: TrialResult }) {
  const { platform } = useShopFacts();
  const { title, tone, notes } = trialText(result, platform);
  return (
    <div data-testid={`trial-${result.verdict}`} data-reason={result.reason ?? ""} role="status">
      <Banner tone={tone} title={title}>
        {result.message && (
          <p>
            The customer reads: <q data-testid="trial-message">{result.message}</q>
          </p>
        )}
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </Banner>
    </div>
  );
}
