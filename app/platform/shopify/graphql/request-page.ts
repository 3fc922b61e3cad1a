import type { Result } from "../../../core/result";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "./admin-client.server";
import type { Operation } from "./operation";
import { RequestRefused } from "./shopify-failure";

/**
 * Asks for a page. Cursors travel through addresses of screens, where they are kept as bookmarks and
 * written by hand: one that Shopify does not take ("Invalid cursor …") begins at the first page.
 */
export async function requestPage<Data, Variables extends { after?: string | null | undefined }>(
  ask: SendRequest,
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<Result<Data, PlatformFailure>> {
  try {
    return await ask(operation, variables);
  } catch (error) {
    const broken = error instanceof RequestRefused && /cursor/i.test(error.message);
    if (!broken || !variables.after) throw error;
    return ask(operation, { ...variables, after: null });
  }
}
