import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import { BlockStack, Button, Card, InlineError, Page, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { adminLoader } from "../admin/admin.server";
import type { CodeTimeline } from "../features/history/code-timeline";
import { explainCode } from "../features/history/explain-code.server";
import { CodeNotFoundBanner } from "../features/history/screens/code-not-found-banner";
import { CodeTimelineCards, type TimelineUrls } from "../features/history/screens/code-timeline";
import type { Platform } from "../platform/platform";

/** Characters. Longer text isn't a code, and the failure says so. */
const maxTextLength = 2_000;

export const loader = adminLoader(async ({ services, shop, url }) => {
  const typed = (url.searchParams.get("code") ?? "").slice(0, maxTextLength);
  const nothing = { typed, explanation: null, problem: null, urls: noUrls };
  if (typed.trim() === "") return { ...nothing, typed: "" };
  const explained = await explainCode(services, shop, typed);
  if (!explained.ok) return { ...nothing, problem: explained.failure.message };
  const explanation = explained.value;
  const platform = services.platform(shop.domain);
  return {
    ...nothing,
    explanation,
    urls: explanation.kind === "ours" ? urlsOf(explanation.life, platform) : noUrls,
  };
});

const noUrls: TimelineUrls = { orders: {}, discount: null };

/** Links to the Shopify admin: the orders that used the code, and its discount. */
function urlsOf(
  { orders, facts }: CodeTimeline,
  platform: Pick<Platform, "recordUrl">,
): TimelineUrls {
  const { discount } = facts;
  return {
    orders: Object.fromEntries(
      orders.map(({ id }) => [id, platform.recordUrl({ kind: "order", id })]),
    ),
    discount:
      discount && discount.status !== "deleted"
        ? platform.recordUrl({ kind: "discount", id: discount.platformId })
        : null,
  };
}

export default function Explain() {
  const { typed, explanation, problem, urls } = useLoaderData<typeof loader>();
  const [code, setCode] = useState(typed);
  useEffect(() => setCode(typed), [typed]);
  const loading = useNavigation().state !== "idle";
  return (
    <Page title="Code lookup" subtitle="Enter a code to see its history.">
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
                    Look up
                  </Button>
                }
              />
              {problem !== null && <InlineError message={problem} fieldID="explain-code" />}
            </BlockStack>
          </Form>
        </Card>
        {explanation?.kind === "ours" && <CodeTimelineCards life={explanation.life} urls={urls} />}
        {explanation?.kind === "not_ours" && <CodeNotFoundBanner {...explanation} />}
      </BlockStack>
    </Page>
  );
}
