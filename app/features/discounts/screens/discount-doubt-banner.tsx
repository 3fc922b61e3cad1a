import { Banner } from "@shopify/polaris";
import { useShopFacts } from "../../../ui/shop-facts";
import { discountDoubt } from "../discount-doubt";

/** What a merchant should know of a discount before choosing it for a pool; nothing when all is well. */
export function DiscountDoubtBanner(props: {
  discount: Parameters<typeof discountDoubt>[0];
  shared: boolean;
}) {
  const { now } = useShopFacts();
  const doubt = discountDoubt(props.discount, new Date(now), { shared: props.shared });
  return doubt && <Banner tone="critical">{doubt}</Banner>;
}
