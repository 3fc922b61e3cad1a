import { Banner } from "@shopify/polaris";

/** What an action of the page refused, in its place. */
export function Refusal({ message }: { message: string | undefined }) {
  return message ? <Banner tone="critical">{message}</Banner> : null;
}
