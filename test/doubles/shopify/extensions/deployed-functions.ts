import { createHash } from "node:crypto";
import type { Sandbox } from "../sandbox";
import type { FunctionExtension } from "./extension";

/** A function of the app's released version, as every store with the app has it. */
export interface DeployedFunction {
  /** A UUID, the same in every store and at every start. */
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string | null;
  readonly apiType: string;
  readonly apiVersion: string;
  /** The query of the first target. */
  readonly inputQuery: string | null;
  readonly extension: FunctionExtension;
}

/** The functions that are deployed now, without those that the control API withdrew. */
export const deployedFunctions = (sandbox: Sandbox): DeployedFunction[] =>
  sandbox.settings.extensions
    .filter((extension) => extension.type === "function")
    .filter(({ handle }) => !sandbox.world.withdrawnFunctions.includes(handle))
    .map((extension) => present(extension));

/** The deployed function with this ID or handle. */
export const findFunction = (
  sandbox: Sandbox,
  by: { id?: string; handle?: string },
): DeployedFunction | undefined =>
  deployedFunctions(sandbox).find(({ id, handle }) => id === by.id || handle === by.handle);

function present(extension: FunctionExtension): DeployedFunction {
  const { handle, title, description, apiType, apiVersion, targets } = extension;
  const inputQuery = targets[0]?.inputQuery ?? null;
  const id = functionId(handle);
  return { id, handle, title, description, apiType, apiVersion, inputQuery, extension };
}

/** Recorded IDs are UUIDs of version 7. Ours follow from the handle, so a redeploy keeps them. */
function functionId(handle: string): string {
  const hex = createHash("sha256").update(`function ${handle}`).digest("hex");
  const [first, second, last] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(20, 32)];
  return `${first}-${second}-7${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${last}`;
}
