import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import { BlockStack, Button, Card, InlineError, Page, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { explainCode } from "../explanations/explain-code.server";
import { adminLoader } from "../http/admin.server";
import { CodeLifeCards } from "../ui/explanations/code-life";
import { NotOurs } from "../ui/explanations/not-ours";

/** Longer ones are no codes; the refusal tells. */
const longestText = 2_000;

export const loader = adminLoader(async ({ services, shop, url }) => {
  const typed = (url.searchParams.get("code") ?? "").slice(0, longestText);
  if (typed.trim() === "") return { typed: "", explanation: null, problem: null };
  const explained = await explainCode(services, shop, typed);
  return explained.ok
    ? { typed, explanation: explained.value, problem: null }
    : { typed, explanation: null, problem: explained.failure.message };
});

export default function Explain() {
  const { typed, explanation, problem } = useLoaderData<typeof loader>();
  const [code, setCode] = useState(typed);
  useEffect(() => setCode(typed), [typed]);
  const loading = useNavigation().state !== "idle";
  return (
    <Page title="Explain a code" subtitle="Type any code, and see its whole life.">
      <BlockStack gap="400">
        <Card>
          <Form method="get">
            <BlockStack gap="200">
              <TextField
                label="Code"
                name="code"
                value={code}
                onChange={setCode}
                autoComplete="off"
                spellCheck={false}
                monospaced
                id="explain-code"
                connectedRight={
                  <Button submit variant="primary" loading={loading}>
                    Explain
                  </Button>
                }
              />
              {problem !== null && <InlineError message={problem} fieldID="explain-code" />}
            </BlockStack>
          </Form>
        </Card>
        {explanation?.kind === "ours" && <CodeLifeCards life={explanation.life} />}
        {explanation?.kind === "not_ours" && <NotOurs {...explanation} />}
      </BlockStack>
    </Page>
  );
}
