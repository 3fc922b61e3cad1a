import { count, number } from "../../../core/format";
import { composeMail, type MailContent } from "../../../mail/compose-mail";
import type { PoolType } from "../../pools/pool";
import type { AlertKind } from "../conditions/alert-conditions";
import { dayText, type Projection, projectionSentence } from "../conditions/projection";

/** The state when the email is written. */
export interface AlertFacts {
  kind: AlertKind;
  poolType: PoolType;
  /** Less severe alerts that are also active. */
  also: AlertKind[];
  poolName: string;
  shopName: string;
  available: number;
  assigned: number;
  total: number;
  lowStockThreshold: number | null;
  projection: Projection;
  /**
   * For `assign-by`: the first date (`YYYY-MM-DD`) and the number of codes that expire within a
   * week.
   */
  closing: { day: string; count: string } | null;
  /** For `supply-failing`: the reason, as a sentence. */
  supplyFailure: string | null;
  /** Codes in orders of today and yesterday that weren't assigned to the buyer. */
  used: { byOthers: number; unassigned: number };
  /** The pool's page in the admin. */
  poolUrl: string;
  /** No recipients are selected, so the email goes to the shop's own address. */
  toShopItself: boolean;
}

/** The email of an alert. Its subject names the pool and the alert. */
export function alertMail(facts: AlertFacts): { subject: string; text: string; html: string } {
  const { lead, advice } = words[facts.kind](facts);
  const others = facts.also.map((kind) => words[kind](facts));
  const headlines = [facts.kind, ...facts.also].map((kind) => words[kind](facts).fact);
  const { lowStockThreshold: threshold, projection } = facts;
  const figures: MailContent["facts"] = [
    ["Available", number(facts.available)],
    ["Assigned", number(facts.assigned)],
    ["Total", number(facts.total)],
  ];
  if (threshold !== null) figures.push(["Alert below", number(threshold)]);
  return composeMail({
    subject: `${facts.poolName}: ${headlines.join(", ")}`,
    lead,
    facts: figures,
    paragraphs: [
      ...others.map((other) => other.lead),
      ...(projection.kind === "empty" ? [] : [projectionSentence(projection)]),
      ...new Set([advice, ...others.map((other) => other.advice)]),
      "You won’t get another email about this until the pool has recovered.",
    ],
    link: { label: `View “${facts.poolName}”`, url: facts.poolUrl },
    footer: facts.toShopItself
      ? `You’re receiving this because no alert recipients are selected and this is the store email of ${facts.shopName}. Choose recipients in Coupon Pools under “Email notifications”.`
      : `You’re receiving this because you’re an alert recipient of ${facts.shopName}. Change the recipients in Coupon Pools under “Email notifications”.`,
  });
}

/** How to add codes, by type of pool: dynamic pools don't accept imports. */
const moreCodes: Record<PoolType, string> = {
  static: "Import more codes to continue.",
  dynamic:
    "The app generates codes for this pool. Open the pool to see why there aren’t more. Longer codes or a higher limit in its settings help.",
  shared: "Add a code to continue.",
};

const laterDates: Record<PoolType, string> = {
  static: "Assign them before then, or import codes with a later date.",
  dynamic:
    "Assign them before then, or choose a later default expiration for new codes in the pool’s settings.",
  shared: "Add a code with a later date.",
};

const words: Record<
  AlertKind,
  /** `fact`: for the subject, after the name of the pool. */
  (facts: AlertFacts) => { fact: string; lead: string; advice: string }
> = {
  empty: ({ poolName, poolType }) => ({
    fact: "no codes left",
    lead: `The pool “${poolName}” has no codes left.`,
    advice: `New requests are declined or use the fallback pool. ${moreCodes[poolType]}`,
  }),
  "supply-failing": ({ poolName, supplyFailure }) => ({
    fact: "codes aren’t being added to your store",
    lead: `New codes for “${poolName}” aren’t being created or added to your store.`,
    advice: supplyFailure ?? "Open the pool to see why.",
  }),
  low: ({ poolName, poolType, available, lowStockThreshold }) => ({
    fact: `${count(available, "code")} left`,
    lead: `The pool “${poolName}” has ${count(available, "code")} left, fewer than ${number(lowStockThreshold ?? 0)}.`,
    advice: moreCodes[poolType],
  }),
  "runs-out": ({ poolName, poolType, projection }) => {
    if (projection.kind === "planned-out") {
      return {
        fact: "running campaigns use up its codes",
        lead: `Running campaigns use up the codes of the pool “${poolName}”.`,
        advice: moreCodes[poolType],
      };
    }
    const days = projection.kind === "lasts" ? projection.days : 0;
    const when = days === 0 ? "today" : `in ${count(days, "day")}`;
    return {
      fact: `runs out ${when}`,
      lead: `At its current rate, the pool “${poolName}” runs out ${when}.`,
      advice: moreCodes[poolType],
    };
  },
  "used-by-others": ({ poolName, used }) => ({
    fact: `${count(used.byOthers, "code")} used by someone else`,
    lead: `${count(used.byOthers, "code")} from the pool “${poolName}” ${used.byOthers === 1 ? "was" : "were"} used by someone other than the recipient.`,
    advice: "Open the pool’s statistics to see which codes and orders these are.",
  }),
  "used-unassigned": ({ poolName, used }) => ({
    fact: `${count(used.unassigned, "code")} used without being assigned`,
    lead: `${count(used.unassigned, "code")} from the pool “${poolName}” ${used.unassigned === 1 ? "was" : "were"} used in an order but never assigned to anyone.`,
    advice: "Open the pool’s statistics to see which codes and orders these are.",
  }),
  "assign-by": ({ poolName, poolType, closing }) => ({
    fact: `codes expire unused from ${closing ? dayText(closing.day) : "this week"}`,
    lead: `Codes in the pool “${poolName}” reach their pool expiration within seven days.`,
    advice: closing
      ? `${closing.count} of the available codes can be assigned for seven days or less, the first until ${dayText(closing.day)}. ${laterDates[poolType]}`
      : laterDates[poolType],
  }),
};
