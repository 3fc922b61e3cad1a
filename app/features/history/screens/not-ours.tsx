import { Banner } from "@shopify/polaris";
import type { Explanation } from "../code-timeline";

type NotOursFacts = Omit<Extract<Explanation, { kind: "not_ours" }>, "kind">;

/** A code that is in none of the shop's pools. */
export function NotOurs({ code, elsewhere }: NotOursFacts) {
  const title = `“${code}” is in none of your pools`;
  if (elsewhere.kind === "discount") {
    return (
      <Banner tone="info" title={title}>
        <p>{`The shop has it under the discount “${elsewhere.title}”: somebody made it there, or another app did.`}</p>
      </Banner>
    );
  }
  if (elsewhere.kind === "unknown") {
    return (
      <Banner tone="warning" title={title}>
        <p>The shop could not be asked whether it has the code. Try again in a minute.</p>
      </Banner>
    );
  }
  return (
    <Banner tone="warning" title={title}>
      <p>
        The shop does not have it under any discount either. Look for letters that are easily mixed
        up, such as O and 0.
      </p>
    </Banner>
  );
}
