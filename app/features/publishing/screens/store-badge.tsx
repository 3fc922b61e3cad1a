import { Badge } from "@shopify/polaris";
import { useShopFacts } from "../../../ui/shop-facts";
import type { StoreState } from "../store-check/store-check";

/** Whether the codes of an unlinked pool work in the store. */
export function StoreBadge({ state }: { state: StoreState }) {
  const { platform } = useShopFacts();
  switch (state) {
    case "works":
      return <Badge tone="success">{`Works in ${platform}`}</Badge>;
    case "partly":
      return <Badge tone="warning">{`Some not in ${platform}`}</Badge>;
    case "ended":
      return <Badge tone="critical">Discount ended</Badge>;
    case "not_in_store":
      return <Badge tone="critical">{`Not in ${platform}`}</Badge>;
    case "not_checked":
      return <Badge>{`Not checked in ${platform}`}</Badge>;
  }
}
