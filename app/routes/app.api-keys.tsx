import { useLoaderData } from "@remix-run/react";
import { Card, EmptyState, Page } from "@shopify/polaris";
import { useState } from "react";
import { keyActions } from "../admin/actions/key-actions.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { listKeys } from "../features/api-keys/list-keys.server";
import { prefilledKey } from "../features/api-keys/prefilled-key.server";
import { CreateKeyModal } from "../features/api-keys/screens/create-key-modal";
import { KeysTable } from "../features/api-keys/screens/keys-table";
import { readHandles } from "../features/pools/read-handles.server";
import { useNavigate, useSearchParams } from "../ui/browser";

export const loader = adminLoader(async (request) => {
  const { services, shop, url } = request;
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
    prefilled: await prefilledKey(services, shop, url.searchParams),
    timeZone: shop.timeZone,
    now: services.clock.now(),
  };
});

export const action = adminAction(keyActions);

export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function ApiKeys() {
  const { keys, prefilled, timeZone, now } = useLoaderData<typeof loader>();
  const [creating, setCreating] = useState(prefilled !== null);
  const [, setParams] = useSearchParams();
  const navigate = useNavigate();
  const close = () => {
    setCreating(false);
    // Otherwise a reload would open the dialog again.
    if (prefilled) setParams({}, { replace: true });
  };
  return (
    <Page
      title="API keys"
      subtitle="Email tools, loyalty programs and scripts use an API key to request codes."
      primaryAction={{ content: "Create key", onAction: () => setCreating(true) }}
      secondaryActions={[
        { content: "Use in emails", onAction: () => navigate("/app/emails") },
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
              Create one key per tool, with only the access it needs, so you can revoke it
              separately.
            </p>
          </EmptyState>
        ) : (
          <KeysTable keys={keys} timeZone={timeZone} now={now} />
        )}
      </Card>
      {creating && <CreateKeyModal prefilled={prefilled} onClose={close} />}
    </Page>
  );
}
