import { useLoaderData } from "@remix-run/react";
import { guardActions } from "../admin/actions/guard-actions.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { SettingsPage } from "../features/guard/screens/settings-page";
import { readGuard } from "../features/guard/settings/read-guard.server";
import { countSealKeys } from "../features/publishing/sealing/count-seal-keys.server";

export const loader = adminLoader(async ({ services, shop }) => {
  const [guard, keys] = await Promise.all([
    readGuard(services, shop),
    countSealKeys(services, shop),
  ]);
  return { guard, keys };
});

export const action = adminAction(guardActions);

export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function Settings() {
  return <SettingsPage {...useLoaderData<typeof loader>()} />;
}
