import { dayOf } from "../../../core/dates";
import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { readCode } from "../../codes/code-text";
import type { ShopperLanguage } from "../../discounts/shopper-language";
import { runGuard } from "../function/run-function.server";
import { findGuard } from "../guard-row.server";
import { decideCodes } from "../rule/decide-codes";
import type { GuardInput, RefusalReason } from "../rule/guard-input";
import { readShopper, type Shopper } from "./read-shopper.server";
import { recentTexts } from "./recent-texts.server";

/** What a shopper may be told about a code that they entered. */
export interface ExplainedCode {
  code: string;
  /** Null: the guard doesn't refuse it, or why isn't this shopper's business. */
  reason: RefusalReason | null;
  /** The sentence that they read at checkout, in their language; null without a reason. */
  message: string | null;
}

type Use = Pick<Services, "database" | "clock" | "keyring" | "log">;

/**
 * Says why the guard refuses codes, as the function at checkout decides and words it. `customerId` is
 * in digits; null: a guest, who is only told what would be true for everyone. Nothing is said about
 * codes that the guard lets pass or doesn't know, so they can't be told apart.
 */
export async function explainRefusals(
  services: Use,
  shop: ShopContext,
  request: { codes: readonly string[]; customerId: string | null; language: ShopperLanguage },
): Promise<ExplainedCode[]> {
  const { codes, customerId } = request;
  const silent = codes.map((code) => ({ code, reason: null, message: null }));
  const guard = await findGuard(services.database, shop);
  if (guard?.status !== "on") return silent;
  const texts = await recentTexts(services, shop, guard.messages);
  const shopper = customerId === null ? null : await readShopper(services, shop, customerId);
  const input: GuardInput = {
    enteredDiscountCodes: codes
      .filter((code) => readCode(code).ok)
      .map((code) => ({ code, rejectable: true })),
    cart: { buyerIdentity: shopper?.identity ?? null },
    discount: {
      config: { jsonValue: JSON.parse(texts.config) },
      messages: { jsonValue: JSON.parse(texts.messages) },
    },
    localization: { language: { isoCode: request.language.toUpperCase() } },
    shop: { localTime: { date: dayOf(services.clock.now(), shop.timeZone) } },
  };
  const reasons = new Map(decideCodes(input).map(({ code, reason }) => [code, reason]));
  const messages = messagesOf(input);
  return silent.map((nothing) => {
    const reason = reasons.get(nothing.code);
    const message = messages.get(nothing.code);
    if (!reason || message === undefined || !mayTell(reason, shopper)) return nothing;
    return { ...nothing, reason, message };
  });
}

/** The sentence for each code that the function refuses. */
function messagesOf(input: GuardInput): Map<string, string> {
  return new Map(
    runGuard(input).operations.flatMap(({ enteredDiscountCodesReject: { codes, message } }) =>
      codes.map(({ code }) => [code, message] as const),
    ),
  );
}

/**
 * A pause and a last day are the same for everyone. Only customers whose address we know learn
 * that a code is someone else's: others may be its holder, by an address that only the store knows.
 */
function mayTell(reason: RefusalReason, shopper: Shopper | null): boolean {
  if (reason === "paused" || reason === "expired") return true;
  return shopper !== null && (reason === "blocked" || shopper.addressIsKnown);
}
