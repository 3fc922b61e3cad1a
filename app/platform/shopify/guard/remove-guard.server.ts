import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { PlatformFailure, PlatformRefused } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { guardNodeId } from "./guard-id";
import { readNode } from "./read-guard.server";

const removeMutation = graphql(
  `mutation RemoveGuard($id: ID!) {
    removed: discountAutomaticDelete(id: $id) {
      deletedAutomaticDiscountId
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);

/** Deletes the guard's discount. What counts is that it's gone, whoever deleted it. */
export async function removeGuard(
  send: SendRequest,
  guardId: string,
): Promise<Result<void, PlatformRefused | PlatformFailure>> {
  const id = guardNodeId(guardId);
  if (id === undefined) return success(undefined);
  const response = await send(removeMutation, { id });
  if (response.ok && response.value.removed?.deletedAutomaticDiscountId) return success(undefined);
  if (!response.ok && response.failure.kind === "platform_denied") return response;
  const read = await readNode(send, id);
  if (!read.ok) return read;
  if (!read.value) return success(undefined);
  if (!response.ok) return response;
  const detail = (response.value.removed?.userErrors ?? []).map(({ message }) => message).join(" ");
  return failure({ kind: "platform_refused", detail });
}
