import { Banner } from "@shopify/polaris";

/** Says that a job has made no progress for minutes, and what happens next. */
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
