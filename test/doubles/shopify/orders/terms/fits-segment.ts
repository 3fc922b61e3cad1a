import type { Customer, Segment } from "../../customers/customer";

const TAGS = /^customer_tags\s+(NOT\s+)?CONTAINS\s+'([^']*)'$/i;
const SUBSCRIPTION = /^email_subscription_status\s*(=|!=)\s*'([^']*)'$/i;

/** Whether a customer is in a segment. Supports the conditions that the sandbox's segments use. */
export const fitsSegment = (segment: Segment, customer: Customer): boolean =>
  segment.query.split(/\s+AND\s+/i).every((condition) => fits(segment, condition.trim(), customer));

function fits(segment: Segment, condition: string, customer: Customer): boolean {
  const [isTags, not, tag = ""] = TAGS.exec(condition) ?? [];
  if (isTags) {
    const tagKey = tag.toLowerCase();
    return customer.tags.some((tag) => tag.toLowerCase() === tagKey) !== Boolean(not);
  }
  const [isState, comparator, state = ""] = SUBSCRIPTION.exec(condition) ?? [];
  if (isState) {
    const own = customer.acceptsMarketing ? "SUBSCRIBED" : "NOT_SUBSCRIBED";
    return (own === state.toUpperCase()) === (comparator === "=");
  }
  throw new Error(`The sandbox doesn't support '${condition}' of the segment ${segment.name}`);
}
