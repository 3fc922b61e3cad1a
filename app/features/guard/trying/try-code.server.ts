import { dayOf } from "../../../core/dates";
import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { type CodeFacts, lookUpCode } from "../../assignments/look-up-code.server";
import { findPool } from "../../pools/find-pool.server";
import {
  customerIdOf,
  normaliseRecipient,
  type RecipientInvalid,
} from "../../recipients/recipient";
import { recipientKey } from "../../recipients/recipient-encryption.server";
import { customerCodes } from "../bindings/customer-codes";
import { readPeople } from "../bindings/read-people.server";
import { buildConfig } from "../config/build-config.server";
import { runGuard } from "../function/run-function.server";
import { findGuard } from "../guard-row.server";
import { decideCodes } from "../rule/decide-codes";
import type { GuardInput, RefusalReason } from "../rule/guard-input";

export interface CodeTrial {
  code: string;
  /** An email address or a customer ID of the platform, as typed. */
  buyer: string;
  /** The store's day at checkout, `YYYY-MM-DD`; today if absent. */
  date?: string;
  /** Two letters; English if absent. */
  language?: string;
}

export interface TrialResult {
  /** What the guard does with the code when this buyer enters it. */
  verdict: "accepted" | "rejected";
  /** Why it's rejected, and the sentence that the shopper reads. */
  reason: RefusalReason | null;
  message: string | null;
  /** The pool of the code; null if the store's pools don't have it. */
  pool: { id: number; name: string } | null;
  /** The code as we know it; null if no pool has it: the guard doesn't know it either. */
  facts: Pick<CodeFacts, "code" | "state" | "publishStatus" | "live"> | null;
  /** Whether the buyer is known as a customer of the store, whose codes the guard has. */
  isCustomer: boolean;
  /** Whether the guard is on. If not, no code is rejected at checkout, whatever `verdict` says. */
  guardIsOn: boolean;
}

/**
 * Tries a code as a buyer would enter it at checkout: runs the function that Shopify runs, with what
 * the guard has to know now. Nothing is assigned or redeemed. The guard only rejects: `accepted` says
 * nothing about the discount's own conditions, and a code that isn't live doesn't work at all. Fails
 * when the buyer is neither an address nor a customer ID.
 */
export async function tryCode(
  services: Pick<Services, "database" | "clock" | "keyring" | "log">,
  shop: ShopContext,
  { code, buyer, date, language = "en" }: CodeTrial,
): Promise<Result<TrialResult, RecipientInvalid>> {
  const recipient = normaliseRecipient(buyer);
  if (!recipient.ok) return failure(recipient.failure);
  const row = await findGuard(services.database, shop);
  const { texts } = await buildConfig(services, shop, row?.messages ?? {});
  const identity = await readIdentity(services, shop, recipient.value);
  const input: GuardInput = {
    enteredDiscountCodes: [{ code, rejectable: true }],
    cart: { buyerIdentity: identity },
    discount: {
      config: { jsonValue: JSON.parse(texts.config) },
      messages: { jsonValue: JSON.parse(texts.messages) },
    },
    localization: { language: { isoCode: language.toUpperCase() } },
    shop: { localTime: { date: date ?? dayOf(services.clock.now(), shop.timeZone) } },
  };
  const [operation] = runGuard(input).operations;
  const facts = await lookUpCode(services, shop, { code, pools: null });
  const pool = facts.ok ? await findPool(services, shop, facts.value.poolHandle) : null;
  return success({
    verdict: operation ? "rejected" : "accepted",
    reason: operation ? (decideCodes(input)[0]?.reason ?? null) : null,
    message: operation?.enteredDiscountCodesReject.message ?? null,
    pool: pool?.ok ? { id: pool.value.id, name: pool.value.name } : null,
    facts: facts.ok ? shownFacts(facts.value) : null,
    isCustomer: identity.customer !== null,
    guardIsOn: row?.enabled === true && row.status === "on",
  });
}

function shownFacts({ code, state, publishStatus, live }: CodeFacts) {
  return { code, state, publishStatus, live };
}

/** The buyer as the checkout would know them: with the customer record if we know that they have one. */
async function readIdentity(
  services: Pick<Services, "database" | "keyring" | "log">,
  shop: ShopContext,
  recipient: Parameters<typeof recipientKey>[2],
): Promise<NonNullable<GuardInput["cart"]["buyerIdentity"]>> {
  const known = await services.database.query<{ id: number }>(
    "SELECT id FROM readable.recipient WHERE shop_id = $1 AND key = $2",
    [shop.id, recipientKey(services, shop, recipient)],
  );
  const ids = known.map(({ id }) => id);
  const [person] = ids.length > 0 ? await readPeople(services, shop, ids) : [];
  const typed = customerIdOf(recipient);
  const address = person?.identities.find((one) => one.address !== null)?.address ?? null;
  const email = typed === undefined ? recipient : address;
  const customerId = typed ?? person?.identities.find((one) => one.customerId)?.customerId;
  if (customerId === undefined) return { email, customer: null };
  const { value } = customerCodes(person?.codes ?? [], person?.blocked ?? false);
  return {
    email,
    customer: {
      id: `gid://shopify/Customer/${customerId}`,
      email: address ?? email,
      metafield: value === null ? null : { jsonValue: JSON.parse(value) },
    },
  };
}
