import { Banner } from "@shopify/polaris";

/** Says that a job has made no progress for minutes, and what happens next. */
export function InTrouble({ what }: { what: "import" | "campaign" | "change" }) {
  return (
    <Banner tone="warning" title={`This ${what} is taking longer than usual`}>
      <p data-testid="in-trouble">
        There’s a problem on our side. We’ll keep trying for up to an hour. If the {what} still
        can’t continue, it stops and shows the reason.
      </p>
    </Banner>
  );
}
