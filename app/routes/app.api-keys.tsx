import { useLoaderData } from "@remix-run/react";
import { Card, EmptyState, Page } from "@shopify/polaris";
import { useState } from "react";
import { adminAction, adminLoader } from "../http/admin.server";
import { askedKey } from "../http/asked-key.server";
import { useNavigate, useSearchParams } from "../http/browser";
import { keyIntents } from "../http/intents/key-intents.server";
import { listKeys } from "../keys/list-keys.server";
import { readHandles } from "../pools/read-handles.server";
import { CreateKeyModal } from "../ui/api/create-key-modal";
import { KeysTable } from "../ui/api/keys-table";

export const loader = adminLoader(async (request) => {
  const { services, shop } = request;
  const keys = await listKeys(services, shop);
  const handles = await readHandles(
    services,
    shop,
    keys.flatMap(({ pools }) => pools ?? []),
  );
  return {
    keys: keys.map((key) => ({
      ...key,
      pools: key.pools?.map((id) => handles.get(id) ?? String(id)) ?? null,
    })),
    asked: await askedKey(request),
    timeZone: shop.timeZone,
    now: services.clock.now(),
  };
});

export const action = adminAction(keyIntents);

export { answerInPlace as clientAction } from "../http/answer-in-place";

export default function ApiKeys() {
  const { keys, asked, timeZone, now } = useLoaderData<typeof loader>();
  const [creating, setCreating] = useState(asked !== null);
  const [, setParams] = useSearchParams();
  const navigate = useNavigate();
  const close = () => {
    setCreating(false);
    // Otherwise the question would come back with the page.
    if (asked) setParams({}, { replace: true });
  };
  return (
    <Page
      title="API keys"
      subtitle="An e-mail tool, a loyalty program or a script of your own asks for codes with a key."
      primaryAction={{ content: "Create key", onAction: () => setCreating(true) }}
      secondaryActions={[
        { content: "Use in e-mails", onAction: () => navigate("/app/emails") },
        { content: "API reference", onAction: () => navigate("/app/api-reference") },
      ]}
    >
      <Card padding="0">
        {keys.length === 0 ? (
          <EmptyState
            heading="No API keys yet"
            image=""
            action={{ content: "Create key", onAction: () => setCreating(true) }}
          >
            <p>
              Make one key for each tool, with no more than it needs: then one can be revoked alone.
            </p>
          </EmptyState>
        ) : (
          <KeysTable keys={keys} timeZone={timeZone} now={now} />
        )}
      </Card>
      {creating && <CreateKeyModal asked={asked} onClose={close} />}
    </Page>
  );
}
