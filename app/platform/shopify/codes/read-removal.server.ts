import type { Result } from "../../../core/result";
import { success } from "../../../core/result";
import type { PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";

const removalQuery = graphql(
  `query ReadRemoval($id: ID!) {
    job(id: $id) { done }
  }`,
  { cost: 1 },
);

/** Whether a removal is done. Shopify deletes old jobs, so an unknown one counts as done. */
export async function readRemoval(
  send: SendRequest,
  removalId: string,
): Promise<Result<{ done: boolean }, PlatformFailure>> {
  for (const id of removalId.split(" ")) {
    const response = await send(removalQuery, { id });
    if (!response.ok) return response;
    if (response.value.job?.done === false) return success({ done: false });
  }
  return success({ done: true });
}
