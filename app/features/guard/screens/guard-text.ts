import { count, number } from "../../../core/format";
import type { GuardRemedy, GuardStatus } from "../guard";
import type { RefusalReason } from "../rule/guard-input";

/** How a state looks and reads. Without a tone, it's nothing to act on. */
export interface StatusText {
  badge: string;
  tone?: "success" | "attention" | "critical" | "info";
  /** What the state means for the store's codes. */
  sentence: string;
}

/** `platform`: its display name. */
export function guardStatusText(status: GuardStatus, platform: string): StatusText {
  switch (status) {
    case "on":
      return {
        badge: "On",
        tone: "success",
        sentence: "Codes of protected pools are checked in the cart and at checkout.",
      };
    case "setting_up":
      return {
        badge: "Setting up",
        tone: "info",
        sentence: `Adding the automatic discount that checks codes to ${platform}. This takes a few seconds.`,
      };
    case "removing":
      return {
        badge: "Turning off",
        tone: "info",
        sentence: `Removing the automatic discount that checks codes from ${platform}.`,
      };
    case "off":
      return {
        badge: "Off",
        sentence: "Anyone can use any code at checkout while its discount is active.",
      };
    case "missing":
      return {
        badge: "Deleted",
        tone: "critical",
        sentence: `The automatic discount that checks codes was deleted in ${platform}, so no code is checked at checkout.`,
      };
    case "deactivated":
      return {
        badge: "Deactivated",
        tone: "critical",
        sentence: `The automatic discount that checks codes was deactivated in ${platform}, so no code is checked at checkout.`,
      };
    case "no_room":
      return {
        badge: "No room",
        tone: "critical",
        sentence: `Your store already has 25 active automatic discounts, and ${platform} allows no more. Deactivate one of them, then try again.`,
      };
    case "function_missing":
      return {
        badge: "Not available",
        tone: "critical",
        sentence: `The part of this app that checks codes isn’t deployed to ${platform} yet. Contact support.`,
      };
    case "scope_missing":
      return {
        badge: "Needs permission",
        tone: "critical",
        sentence:
          "The app needs more permissions to check codes. Reopen it from the Shopify admin to grant them.",
      };
    case "refused":
      return {
        badge: "Rejected",
        tone: "critical",
        sentence: `${platform} rejected the automatic discount that checks codes.`,
      };
  }
}

/** The button that mends a state; null: there's nothing that the merchant can press. */
export function remedyButton(remedy: GuardRemedy): string | null {
  switch (remedy) {
    case "turn_on":
      return "Turn on";
    case "repair":
      return "Repair";
    case "free_discount":
      return "Try again";
    case "contact_support":
      return "Try again";
    case "approve_scopes":
    case "wait":
    case "none":
      return null;
  }
}

/** Why the state that a page shows may be out of date. */
export function troubleText(kind: "unreachable" | "denied", since: string, platform: string) {
  return kind === "unreachable"
    ? `${platform} hasn’t responded since ${since}, so this may be out of date. The app keeps trying.`
    : `${platform} hasn’t let the app in since ${since}. Reopen the app from the Shopify admin to grant access.`;
}

/** How much the guard covers, one sentence each. */
export function coverageSentences(view: {
  pools: { guarded: number };
  blocked: { covered: number; total: number };
}): string[] {
  const { pools, blocked } = view;
  const sentences = [
    pools.guarded === 0
      ? "No pool is protected yet. Turn protection on in a pool’s settings."
      : `${count(pools.guarded, "pool is", "pools are")} protected.`,
  ];
  if (blocked.total > 0) {
    sentences.push(
      blocked.covered === blocked.total
        ? `${count(blocked.total, "blocked recipient", "blocked recipients")} can’t use codes of protected pools.`
        : `${number(blocked.covered)} of ${number(blocked.total)} blocked recipients can’t use codes of protected pools. There’s no room for the others who check out as guests.`,
    );
  }
  return sentences;
}

export const reasonTitles: Record<RefusalReason, string> = {
  expired: "The code’s last day has passed",
  holder: "The code belongs to someone else",
  paused: "The pool is paused or inactive",
  blocked: "The customer is blocked",
};

/** Languages with a default message, by their own names. */
export const languageNames: Record<string, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
  pt: "Português",
  nl: "Nederlands",
  ja: "日本語",
};
