import { Card, EmptyState, Page } from "@shopify/polaris";
import { useNavigate } from "../browser";

interface Copy {
  heading: string;
  text: string;
  back: { content: string; to: string };
}

const toPools = { content: "Back to coupon pools", to: "/app" };

const noSuchPage: Copy = {
  heading: "We couldn’t find this page",
  text: "Check the address, or start over from your coupon pools.",
  back: toPools,
};

const missingCopy: Record<string, Copy> = {
  pool_not_found: {
    heading: "We couldn’t find this pool",
    text: "It may have been deleted, or it belongs to a different store.",
    back: toPools,
  },
  campaign_not_found: {
    heading: "We couldn’t find this campaign",
    text: "It may have been deleted, or it belongs to a different store.",
    back: { content: "Back to campaigns", to: "/app/campaigns" },
  },
  batch_not_found: {
    heading: "We couldn’t find this import",
    text: "It may have been discarded. Choose the file again to import it.",
    back: toPools,
  },
};

/**
 * The error page within the app's frame. `missing` is the kind of failure that a loader threw with
 * status 404. Without it, the page broke, and `requestId` helps support find out why.
 */
export function ErrorPage(props: { missing: string | undefined; requestId: string | undefined }) {
  const navigate = useNavigate();
  const words = props.missing ? (missingCopy[props.missing] ?? noSuchPage) : undefined;
  return (
    <Page>
      <Card>
        {words ? (
          <EmptyState
            heading={words.heading}
            image=""
            action={{ content: words.back.content, onAction: () => navigate(words.back.to) }}
          >
            <p data-testid="missing-page">{words.text}</p>
          </EmptyState>
        ) : (
          <EmptyState
            heading="Something went wrong"
            image=""
            action={{ content: "Reload page", onAction: () => window.location.reload() }}
            secondaryAction={{ content: toPools.content, onAction: () => navigate(toPools.to) }}
          >
            <p>
              This page couldn’t be shown. Reload it. If the problem continues, contact support
              {props.requestId ? ` with request ID ${props.requestId}` : ""}.
            </p>
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}

/**
 * The same outside the app's frame, in plain HTML because there is no Polaris and no navigation.
 */
export function PlainErrorPage({ missing }: { missing: boolean }) {
  const heading = missing ? noSuchPage.heading : "Something went wrong";
  return (
    <main style={{ fontFamily: "system-ui, sans-serif", margin: "20vh auto", maxWidth: "30rem" }}>
      <h1>{heading}</h1>
      <p>
        {missing
          ? "Open Coupon Pools from the Apps menu in your Shopify admin."
          : "Reload this page, or open Coupon Pools again from the Apps menu in your Shopify admin."}
      </p>
    </main>
  );
}
