import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { GuardTexts, PlatformGuard } from "../../platform";
import type {
  GuardNotFound,
  GuardOutdated,
  GuardRefused,
  PlatformFailure,
} from "../../platform-failure";
import type { SendRequest } from "../graphql/admin-client.server";
import { graphql } from "../graphql/operation";
import { guardNamespace } from "./guard-id";
import { readNode, textOf } from "./read-guard.server";
import { refusalOf } from "./refusal-of";

const writeMutation = graphql(
  `mutation WriteGuard($metafields: [MetafieldsSetInput!]!) {
    written: metafieldsSet(metafields: $metafields) {
      metafields { key value compareDigest }
      userErrors { field code message }
    }
  }`,
  { cost: 10 },
);

/**
 * Writes both metafields in one call, which is atomic (schema). The digests of what was read make
 * Shopify reject the call if another process has written since.
 */
export async function writeGuardConfig(
  send: SendRequest,
  guard: PlatformGuard,
  texts: GuardTexts,
): Promise<Result<PlatformGuard, GuardNotFound | GuardOutdated | GuardRefused | PlatformFailure>> {
  const { id, config, messages } = guard;
  const entry = (key: keyof GuardTexts, before: { version: string } | null) => ({
    ownerId: id,
    namespace: guardNamespace,
    key,
    type: "json",
    value: texts[key],
    // Null: there must not be one yet (schema).
    compareDigest: before?.version ?? null,
  });
  const response = await send(writeMutation, {
    metafields: [entry("config", config), entry("messages", messages)],
  });
  if (!response.ok) return response;
  const { metafields, userErrors = [] } = response.value.written ?? {};
  if (metafields && userErrors.length === 0) {
    const stored = (key: keyof GuardTexts) =>
      textOf(metafields.find((metafield) => metafield.key === key) ?? null);
    return success({ ...guard, config: stored("config"), messages: stored("messages") });
  }
  if (userErrors.some(({ code }) => code === "STALE_OBJECT")) {
    return failure({ kind: "guard_outdated" });
  }
  const read = await readNode(send, id);
  if (read.ok && !read.value) return failure({ kind: "guard_not_found" });
  return failure(refusalOf(userErrors));
}
