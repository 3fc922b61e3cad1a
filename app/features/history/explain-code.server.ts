import type { ShopContext } from "../../core/ids";
import { type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { type CodeProblem, codeKey, readCode } from "../codes/code-text";
import type { Elsewhere, Explanation } from "./code-timeline";
import { readCodeAssignments } from "./read-code-assignments.server";
import { readCodeAudit } from "./read-code-audit.server";
import { readCodeFacts } from "./read-code-facts.server";
import { readCodeOrders } from "./read-code-orders.server";

/**
 * Tells the whole life of a code, as somebody typed it: where it came from, who was given it, how it
 * stands on the platform, and which orders used it. A code that the app did not upload, and one that is
 * in none of the shop's pools, is looked up on the platform. Fails when no code can look like that.
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
    const elsewhere = await findElsewhere(services, shop, code.value);
    return success({ kind: "not_ours", code: code.value, elsewhere });
  }
  const ownMatter = facts.publishStatus === "none" && facts.discount === null;
  const [inStore, { handOuts, more }, orders, audit] = await Promise.all([
    ownMatter ? findElsewhere(services, shop, facts.code) : null,
    readCodeAssignments(services, shop, facts),
    readCodeOrders(services, shop.id, facts.id),
    readCodeAudit(services, shop.id, facts.code),
  ]);
  return success({
    kind: "ours",
    life: { facts, inStore, handOuts, moreHandOuts: more, orders, audit },
  });
}

async function findElsewhere(
  { platform }: Pick<Services, "platform">,
  shop: ShopContext,
  code: string,
): Promise<Elsewhere> {
  const found = await platform(shop.domain).findCodes([code], { codeIds: false });
  if (!found.ok) return { kind: "unknown" };
  const there = found.value.get(code.toLowerCase());
  if (!there) return { kind: "nowhere" };
  return {
    kind: "discount",
    title: there.discountTitle,
    ended: there.discountStatus === "expired",
  };
}
