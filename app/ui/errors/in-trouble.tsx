import { Banner } from "@shopify/polaris";

/** Says that work under way has not got further for some minutes, and how that ends. */
export function InTrouble({ what }: { what: "import" | "campaign" | "change" }) {
  return (
    <Banner tone="warning" title={`This ${what} is taking longer than usual`}>
      <p data-testid="in-trouble">
        There's a problem on our side. We keep trying, and end the {what} with a reason if it can't
        continue within an hour.
      </p>
    </Banner>
  );
}
