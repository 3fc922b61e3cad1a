import type { TrialResult } from "../trying/try-code.server";
import { reasonTitles } from "./guard-text";

/** A trial's verdict, and what else the merchant has to know, one sentence each. */
export interface TrialText {
  title: string;
  tone: "success" | "warning" | "critical";
  notes: string[];
}

/** `platform`: its display name. */
export function trialText(result: TrialResult, platform: string): TrialText {
  const { verdict, reason, pool, facts, guardIsOn, isCustomer } = result;
  const notes: string[] = [];
  if (!guardIsOn && verdict === "rejected")
    notes.push(
      "Protection isn’t on for your store, so checkout accepts this code until you turn it on.",
    );
  if (facts === null)
    return {
      title: "Not checked by this app",
      tone: "warning",
      notes: [`No pool has this code, so ${platform} alone decides whether it works.`],
    };
  if (facts.live === false)
    notes.push(`This code isn’t in ${platform}, so it doesn’t work for anyone yet.`);
  if (facts.state === "redeemed")
    notes.push("An order already used this code. Its discount decides whether it works again.");
  if (verdict === "accepted") {
    if (facts.state === "voided" || facts.state === "expired")
      notes.push(`In its pool, this code is ${facts.state}.`);
    notes.push(`The discount’s own conditions still apply.`);
    return {
      title: pool ? `Accepted: code of ${pool.name}` : "Accepted",
      tone: notes.length > 1 ? "warning" : "success",
      notes,
    };
  }
  if (reason === "holder" && isCustomer)
    notes.push("The code was assigned to another email address or customer.");
  return {
    title: reason ? `Rejected: ${lowerFirst(reasonTitles[reason])}` : "Rejected",
    tone: "critical",
    notes,
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
