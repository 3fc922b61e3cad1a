import { Banner } from "@shopify/polaris";
import type { Explanation } from "../code-timeline";

type CodeNotFoundFacts = Omit<Extract<Explanation, { kind: "not_ours" }>, "kind">;

/** Code lookup found the code in none of the store's pools. */
export function CodeNotFoundBanner({ code, elsewhere }: CodeNotFoundFacts) {
  const title = `“${code}” isn’t in any of your pools`;
  if (elsewhere.kind === "discount") {
    return (
      <Banner tone="info" title={title}>
        <p>{`Your store has it under the discount “${elsewhere.title}”. It was created in Shopify or by another app.`}</p>
      </Banner>
    );
  }
  if (elsewhere.kind === "unknown") {
    return (
      <Banner tone="warning" title={title}>
        <p>We couldn’t check whether your store has this code. Try again in a minute.</p>
      </Banner>
    );
  }
  return (
    <Banner tone="warning" title={title}>
      <p>
        Your store doesn’t have it under any discount either. Check for characters that look alike,
        such as O and 0.
      </p>
    </Banner>
  );
}
