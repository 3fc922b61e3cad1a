import { Banner } from "@shopify/polaris";
import { useShopFacts } from "../../../ui/shop-facts";
import { discountDoubt } from "../discount-doubt";

/** The warning about a discount before choosing it for a pool, if there is one. */
export function DiscountDoubtBanner(props: {
  discount: Parameters<typeof discountDoubt>[0];
  shared: boolean;
}) {
  const { now } = useShopFacts();
  const doubt = discountDoubt(props.discount, new Date(now), { shared: props.shared });
  return doubt && <Banner tone="critical">{doubt}</Banner>;
}
