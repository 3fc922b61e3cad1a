import { count, moment } from "../../../ui/format";
import { auditSentence } from "../../audit/audit-sentence";
import type { CodeAssignment, CodeFacts, CodeOrder, CodeTimeline } from "../code-timeline";

/** A life as it comes to the browser: moments are texts there. */
type Told<T> = T extends Date
  ? Date | string
  : T extends object
    ? { [K in keyof T]: Told<T[K]> }
    : T;
export type ShownTimeline = Told<CodeTimeline>;

/** Where the code stands now, in a sentence or two. */
export function headline({ facts, handOuts, orders }: ShownTimeline, timeZone: string): string {
  const holder = handOuts.findLast(({ releasedAt }) => releasedAt === null);
  const whom = holder ? nameOf(holder) : "nobody";
  if (facts.pool.type === "shared" && facts.state === "available") {
    const uses = orders.filter(({ removed }) => !removed).length;
    return `This is one code for everybody. ${uses === 0 ? "No order used it yet." : `${count(uses, "order")} used it.`}`;
  }
  switch (facts.state) {
    case "available":
      return "Nobody was given this code: it waits in its pool.";
    case "assigned":
      return holder?.expiresAt
        ? `This code belongs to ${whom}, who may use it until ${moment(holder.expiresAt, timeZone)}.`
        : `This code belongs to ${whom}, and was not used yet.`;
    case "redeemed": {
      const order = orders.findLast(({ removed }) => !removed);
      return order ? `This code was used in the order ${order.name}.` : "This code was used.";
    }
    case "expired":
      return `This code is out of date. ${holder ? `It was given to ${whom}.` : "Nobody was given it."}`;
    case "voided":
      return "This code is void: it is given to nobody.";
  }
}

/** Whether the store accepts the code: as it says now, else as we last knew. */
export function liveNow({
  facts,
  inStore,
}: Pick<ShownTimeline, "facts" | "inStore">): boolean | null {
  if (inStore === null || inStore.kind === "unknown") return facts.live;
  return inStore.kind === "discount" && !inStore.ended;
}

/** Whether the code works at checkout; null where its state says so already. */
export function storeSentence(
  { facts, inStore }: Pick<ShownTimeline, "facts" | "inStore">,
  platform: string,
): string | null {
  if (facts.state !== "available" && facts.state !== "assigned") return null;
  switch (inStore?.kind) {
    case "nowhere":
      return `The code isn’t in ${platform}: at checkout, customers see “Enter a valid discount code”. Link its pool to a discount to have the app add it.`;
    case "discount":
      return inStore.ended
        ? `In ${platform} the code belongs to the discount “${inStore.title}”, which has ended: it doesn’t work at checkout.`
        : `In ${platform} the code belongs to the discount “${inStore.title}”.`;
    case "unknown":
      return `${platform} doesn’t answer now, so we can’t say whether the code works at checkout.`;
    case undefined:
      return facts.live === false && facts.publishStatus === "live"
        ? `The code doesn’t work at checkout: it’s missing in ${platform}, or its discount has ended.`
        : null;
  }
}

export interface TimelineEvent {
  at: Date | string;
  text: string;
  /** The order that it is about. */
  order?: { id: string; name: string };
}

/** Codes that took the place of this one, in the order in which they were given. */
export function replacements({ handOuts }: ShownTimeline): string[] {
  return [...new Set(handOuts.flatMap(({ replacedBy }) => replacedBy ?? []))];
}

/** What the rows of the code and its assignments tell already. */
const shownElsewhere = ["code.added", "codes.assigned", "assignments.released"];

/** Everything that happened to the code, the oldest first. */
export function timelineEvents(life: ShownTimeline, timeZone: string): TimelineEvent[] {
  const events = [
    cameIn(life.facts),
    ...uploadEvents(life.facts),
    ...life.handOuts.flatMap((one) => assignmentEvents(one, timeZone)),
    ...life.orders.flatMap(orderEvents),
    ...life.audit
      .filter(({ action }) => !shownElsewhere.includes(action))
      .map((entry) => ({ at: entry.at, text: `${auditSentence(entry)}.` })),
  ];
  return events.sort((one, other) => time(one) - time(other));
}

function time({ at }: TimelineEvent): number {
  return new Date(at).getTime();
}

function cameIn({ batch, pool, createdAt: at }: Told<CodeFacts>): TimelineEvent {
  if (batch) return { at, text: `Imported with ${batch.fileName} by ${batch.createdBy}.` };
  return {
    at,
    text: pool.type === "dynamic" ? "Made by the app." : "Added to the pool.",
  };
}

function uploadEvents(facts: Told<CodeFacts>): TimelineEvent[] {
  const { sentAt, answeredAt, publishStatus, refusal } = facts;
  const events: TimelineEvent[] = [];
  if (sentAt !== null) events.push({ at: sentAt, text: "Sent to your store." });
  if (answeredAt !== null) {
    const text =
      publishStatus === "refused"
        ? `Refused by your store: ${refusal ?? ""}`
        : "Live in your store.";
    events.push({ at: answeredAt, text });
  }
  return events;
}

function assignmentEvents(one: Told<CodeAssignment>, timeZone: string): TimelineEvent[] {
  const { assignedAt, releasedAt, owedSince, source, askedPool, expiresAt } = one;
  const instead = one.insteadOf === null ? "" : `, in place of ${one.insteadOf}`;
  const asked = askedPool === null ? "" : `, because the pool ${askedPool} was empty`;
  const until = expiresAt === null ? "" : ` May be used until ${moment(expiresAt, timeZone)}.`;
  const events = [
    {
      at: assignedAt,
      text: `Assigned to ${nameOf(one)} (source: ${source})${asked}${instead}.${until}`,
    },
  ];
  if (releasedAt !== null) events.push({ at: releasedAt, text: `Taken back from ${nameOf(one)}.` });
  if (owedSince !== null) {
    const text = `A new code is owed to ${nameOf(one)}: there was none in stock.`;
    events.push({ at: owedSince, text });
  }
  return events;
}

const buyers = {
  recipient: "",
  other: " by somebody else than its recipient",
  unknown: "",
} as const;

const reversals = {
  keep: "the code stays used",
  reissue: "its recipient gets a new code",
  restore: "the code is its recipient’s again",
} as const;

function orderEvents(order: Told<CodeOrder>): TimelineEvent[] {
  const kind = order.test ? "test order" : "order";
  const off = `It took ${order.amount} ${order.currency} off.`;
  const events: TimelineEvent[] = [
    {
      at: order.orderedAt,
      text: `Used in the ${kind} ${order.name}${buyers[order.buyer]}. ${off}`,
      order: { id: order.id, name: order.name },
    },
  ];
  const outcome = order.reversal === null ? "" : `: ${reversals[order.reversal]}`;
  if (order.cancelledAt !== null) {
    const text = `The ${kind} ${order.name} was canceled${outcome}.`;
    events.push({ at: order.cancelledAt, text });
  } else if (order.fullyRefunded) {
    const text = `The ${kind} ${order.name} was refunded${outcome}.`;
    events.push({ at: order.changedAt, text });
  }
  if (order.removed) {
    const text = `The code was taken off the ${kind} ${order.name} again.`;
    events.push({ at: order.changedAt, text });
  }
  return events;
}

function nameOf({ recipient }: Pick<Told<CodeAssignment>, "recipient">): string {
  return recipient ?? "a person who was erased";
}
