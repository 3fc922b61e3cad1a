import { Banner } from "@shopify/polaris";
import { useSyncExternalStore } from "react";
import { pageTroubles, type Troubles } from "./troubles";

const noTroubles: Troubles = [];

/** Says above the page that it couldn't be loaded or refreshed. The page itself stays unchanged. */
export function ConnectionBanner() {
  const troubles = useSyncExternalStore(
    pageTroubles.subscribe,
    pageTroubles.current,
    () => noTroubles,
  );
  const last = troubles.at(-1);
  if (!last) return null;
  const tryAgain = {
    content: "Try again",
    onAction: () => {
      for (const { retry } of troubles) retry();
    },
  };
  return (
    <div className="ConnectionBanner" role="status" data-testid="connection-banner">
      {last.status === null ? (
        <Banner tone="warning" title="Coupon Pools can’t be reached" action={tryAgain}>
          <p>Check your internet connection. We’ll keep trying, and what you typed stays here.</p>
        </Banner>
      ) : (
        <Banner tone="warning" title="This page couldn’t be loaded" action={tryAgain}>
          <p>
            We’ll keep trying, and what you typed stays here. If the problem continues, contact
            support with request ID {last.requestId}.
          </p>
        </Banner>
      )}
    </div>
  );
}
