/** What the pages about email tools need to know of a pool and of this app. */
export interface GuidePool {
  handle: string;
  /** Where the API is reached from the internet: `https://…`, without a slash at the end. */
  apiUrl: string;
}

/** Text to paste into a tool. */
export interface Snippet {
  /** Where it belongs: unique among the snippets of a tool. */
  label: string;
  text: string;
}

export interface Step {
  text: string;
  /** A page of this app that the step is done on: that for a new key, or the campaigns. */
  page?: "key" | "campaigns";
  snippet?: Snippet;
}

/** A tool that sends messages, and how it comes by the codes. What it cannot do is said plainly. */
export interface Tool {
  /** As it stands in addresses. */
  id: string;
  name: string;
  /** How it works, in a sentence or two. */
  how: string;
  can: readonly string[];
  cannot: readonly string[];
  /** What happens when the tool sends, or asks, a second time. */
  again: string;
  steps(pool: GuidePool): Step[];
}

/** Where a key of the merchant belongs in a snippet. */
export const keyPlaceholder = "YOUR-API-KEY";

/** The field that holds a pool's code in a tool, so that two pools never share one: `coupon_welcome_offer`. */
export function couponField({ handle }: Pick<GuidePool, "handle">): string {
  return `coupon_${handle.replaceAll("-", "_")}`;
}

/** The address that gives recipients codes of the pool: one, or with `/batch` many. */
export function assignmentsUrl({ apiUrl, handle }: GuidePool): string {
  return `${apiUrl}/api/v1/pools/${handle}/assignments`;
}

/** The step that every tool begins with which calls the API. */
export const keyStep: Step = {
  text: "Make an API key that may assign codes of this pool only, and copy it. It is shown once.",
  page: "key",
};

/** The step that every tool begins with which takes a file. */
export const fileStep: Step = {
  text: "Start a campaign with the addresses of your recipients: it gives each a code of this pool. Download its result, a CSV file with the columns email, code, url, expires_at and others.",
  page: "campaigns",
};
