/** What the guides need to know about a pool and this app. */
export interface GuidePool {
  handle: string;
  /** The API’s public base URL: `https://…`, without a trailing slash. */
  apiUrl: string;
}

/** Text to paste into a tool. */
export interface Snippet {
  /** Where to paste it. Unique among a tool’s snippets. */
  label: string;
  text: string;
}

export interface Step {
  text: string;
  /** The page of this app where the step happens: a new API key, or campaigns. */
  page?: "key" | "campaigns";
  snippet?: Snippet;
}

/** A tool that sends messages, how it gets codes, and what it can’t do. */
export interface Tool {
  /** As in URLs. */
  id: string;
  name: string;
  /** How it works, in one or two sentences. */
  how: string;
  can: readonly string[];
  cannot: readonly string[];
  /** What happens if the tool sends a message or requests a code twice. */
  again: string;
  steps(pool: GuidePool): Step[];
}

/** Placeholder for the merchant’s API key in snippets. */
export const keyPlaceholder = "YOUR-API-KEY";

/** The field for a pool's code in a tool, one per pool: `coupon_welcome_offer`. */
export function couponField({ handle }: Pick<GuidePool, "handle">): string {
  return `coupon_${handle.replaceAll("-", "_")}`;
}

/** The URL that assigns codes from the pool: one, or many with `/batch`. */
export function assignmentsUrl({ apiUrl, handle }: GuidePool): string {
  return `${apiUrl}/api/v1/pools/${handle}/assignments`;
}

/** The first step for tools that call the API. */
export const keyStep: Step = {
  text: "Create an API key that can only assign codes from this pool, and copy it. It’s shown once.",
  page: "key",
};

/** The first step for tools that import a file. */
export const fileStep: Step = {
  text: "Start a campaign with your recipients’ email addresses. Each recipient gets a code from this pool. Download the results: a CSV file with columns such as email, code, url and expires_at.",
  page: "campaigns",
};
