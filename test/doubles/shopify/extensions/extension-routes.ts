import { json, notFound } from "../http/answers";
import type { Route } from "../http/route";
import type { Sandbox } from "../sandbox";
import { deployedFunctions } from "./deployed-functions";

/** Withdraws functions from the app's released version, and deploys them again. */
export const extensionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/control/api/functions",
    handle: ({ sandbox }) => json({ functions: describe(sandbox) }),
  },
  {
    method: "POST",
    path: "/control/api/functions/:handle",
    handle: async ({ sandbox, params, request }) => {
      const { handle = "" } = params;
      const { deployed } = (await request.json()) as { deployed?: unknown };
      if (typeof deployed !== "boolean") return json({ errors: "deployed is true or false" }, 400);
      if (!handlesOf(sandbox).includes(handle)) return notFound("No such function");
      const others = sandbox.world.withdrawnFunctions.filter((one) => one !== handle);
      sandbox.world.withdrawnFunctions = deployed ? others : [...others, handle];
      sandbox.saveSoon();
      return json({ functions: describe(sandbox) });
    },
  },
];

const handlesOf = ({ settings }: Sandbox): string[] =>
  settings.extensions.filter(({ type }) => type === "function").map(({ handle }) => handle);

function describe(sandbox: Sandbox): object[] {
  const deployed = deployedFunctions(sandbox);
  return handlesOf(sandbox).map((handle) => {
    const found = deployed.find((one) => one.handle === handle);
    return { handle, deployed: found !== undefined, ...(found && { id: found.id }) };
  });
}
