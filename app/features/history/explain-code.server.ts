import type { ShopContext } from "../../core/ids";
import { type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { type CodeProblem, codeKey, readCode } from "../codes/code-text";
import type { Explanation, StoreLookup } from "./code-timeline";
import { readCodeAssignments } from "./read-code-assignments.server";
import { readCodeAudit } from "./read-code-audit.server";
import { readCodeFacts } from "./read-code-facts.server";
import { readCodeOrders } from "./read-code-orders.server";

/**
 * Reads the full history of a code as typed by a person: where it came from, who got it, whether it
 * is live in the store, and which orders used it. Codes that the app didn't upload or doesn't have are
 * looked up in the store. Fails when the text can't be a code.
 */
export async function explainCode(
  services: Pick<Services, "database" | "clock" | "keyring" | "platform">,
  shop: ShopContext,
  typed: string,
): Promise<Result<Explanation, CodeProblem>> {
  const code = readCode(typed);
  if (!code.ok) return code;
  const facts = await readCodeFacts(services, shop.id, codeKey(code.value));
  if (!facts) {
    const elsewhere = await lookUpInStore(services, shop, code.value);
    return success({ kind: "not_ours", code: code.value, elsewhere });
  }
  const unlinked = facts.publishStatus === "none" && facts.discount === null;
  const [inStore, { assignments, more }, orders, audit] = await Promise.all([
    unlinked ? lookUpInStore(services, shop, facts.code) : null,
    readCodeAssignments(services, shop, facts),
    readCodeOrders(services, shop.id, facts.id),
    readCodeAudit(services, shop.id, facts.code),
  ]);
  return success({
    kind: "ours",
    life: { facts, inStore, assignments, moreAssignments: more, orders, audit },
  });
}

async function lookUpInStore(
  { platform }: Pick<Services, "platform">,
  shop: ShopContext,
  code: string,
): Promise<StoreLookup> {
  const found = await platform(shop.domain).findCodes([code], { codeIds: false });
  if (!found.ok) return { kind: "unknown" };
  const match = found.value.get(code.toLowerCase());
  if (!match) return { kind: "nowhere" };
  return {
    kind: "discount",
    title: match.discountTitle,
    ended: match.discountStatus === "expired",
  };
}
