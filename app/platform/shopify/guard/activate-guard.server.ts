import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { PlatformGuard } from "../../platform";
import type { GuardNotFound, GuardRefused, PlatformFailure } from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { guardNodeId } from "./guard-id";
import { readNode } from "./read-guard.server";
import { refusalOf } from "./refusal-of";

const activateMutation = graphql(
  `mutation ActivateGuard($id: ID!) {
    activated: discountAutomaticActivate(id: $id) {
      automaticDiscountNode { id }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);

/** Activates the guard. After a lost response, its state tells whether the call had an effect. */
export async function activateGuard(
  send: SendRequest,
  guardId: string,
): Promise<Result<PlatformGuard, GuardNotFound | GuardRefused | PlatformFailure>> {
  const id = guardNodeId(guardId);
  if (id === undefined) return failure({ kind: "guard_not_found" });
  const response = await send(activateMutation, { id });
  if (!response.ok && response.failure.kind === "platform_denied") return response;
  const read = await readNode(send, id);
  if (!read.ok) return read;
  if (!read.value) return failure({ kind: "guard_not_found" });
  if (read.value.active) return success(read.value);
  return response.ok ? failure(refusalOf(response.value.activated?.userErrors ?? [])) : response;
}
