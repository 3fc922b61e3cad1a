import type { Result } from "../../../core/result";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "./admin-client.server";
import type { Operation } from "./operation";
import { RequestRefused } from "./shopify-failure";

/**
 * Requests a page. Cursors are part of page URLs, where they can be outdated or edited. If Shopify
 * rejects one ("Invalid cursor …"), requests the first page.
 */
export async function requestPage<Data, Variables extends { after?: string | null | undefined }>(
  send: SendRequest,
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<Result<Data, PlatformFailure>> {
  try {
    return await send(operation, variables);
  } catch (error) {
    const broken = error instanceof RequestRefused && /cursor/i.test(error.message);
    if (!broken || !variables.after) throw error;
    return send(operation, { ...variables, after: null });
  }
}
