import { now } from "../../clock/now";
import type { Sandbox } from "../../sandbox";
import { findShop } from "../../shops/find-shop";
import type { Shop } from "../../shops/shop";
import { addTask } from "../../state/add-task";
import type { Discount } from "../discount";
import { type CodeCreation, isDone } from "./code-creation";
import { addCode, codeKey, findCode } from "./code-index";
import { refuseCode } from "./refuse-code";

// Small enough that a creation of 250 codes can be observed and interrupted four times.
const CODES_PER_STEP = 50;

export function scheduleStep(sandbox: Sandbox, shop: Shop, creation: CodeCreation): void {
  const { creationMs, codeMs } = sandbox.world.pace;
  const start = creation.tried === 0 ? creationMs : 0;
  const codes = Math.min(CODES_PER_STEP, creation.codes.length - creation.tried);
  const dueAt = now(sandbox) + start + codes * codeMs;
  addTask(sandbox, dueAt, { kind: "create-codes", shop: shop.domain, creationId: creation.id });
}

/** Creates or rejects the next codes of a bulk creation, and schedules the rest. */
export async function continueCreation(
  sandbox: Sandbox,
  domain: string,
  creationId: string,
): Promise<void> {
  const shop = findShop(sandbox, domain);
  const creation = shop?.codeCreations[creationId];
  if (!shop || !creation) return;
  const discount = shop.discounts[creation.discountId];
  const earlier = new Set(creation.codes.slice(0, creation.tried).map(codeKey));
  const end = Math.min(
    creation.tried + CODES_PER_STEP,
    creation.stopsAt ?? creation.codes.length,
    creation.codes.length,
  );
  for (; creation.tried < end; creation.tried += 1) {
    const code = creation.codes[creation.tried] ?? "";
    const refusal = creation.refusals[creation.tried] ?? refusalOf(shop, discount, code, earlier);
    earlier.add(codeKey(code));
    if (refusal !== undefined) creation.refusals[creation.tried] = refusal;
    else if (discount) addCode(sandbox, shop, discount, code);
  }
  if (discount) discount.updatedAt = now(sandbox);
  const stopped = creation.stopsAt !== null && creation.tried >= creation.stopsAt;
  if (!isDone(creation) && !stopped) scheduleStep(sandbox, shop, creation);
}

function refusalOf(
  shop: Shop,
  discount: Discount | undefined,
  code: string,
  earlier: ReadonlySet<string>,
): string | undefined {
  if (!discount) return "Code discount does not exist.";
  const refusal = refuseCode(code);
  if (refusal !== undefined) return refusal;
  if (earlier.has(codeKey(code))) return "Codes must be unique within BulkDiscountCodeCreation";
  return findCode(shop, code) ? "must be unique. Please try a different code." : undefined;
}
