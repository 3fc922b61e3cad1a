import { Banner, BlockStack, Text } from "@shopify/polaris";
import { moment } from "../../core/format";
import { useShopFacts } from "../shop-facts";

interface LostAccess {
  since: Date | string;
  /** The platform's own message. */
  reason: string;
  onCheck: () => void;
}

/** A banner on every page that says the platform denies the app access, and what to do. */
export function AccessBanner({ since, reason, onCheck }: LostAccess) {
  const { platform, timeZone } = useShopFacts();
  return (
    <div className="AboveThePage">
      <Banner
        tone="critical"
        title="Coupon Pools can’t access your store"
        action={{ content: "Check again", onAction: onCheck }}
      >
        <BlockStack gap="200">
          <Text as="p">
            {platform} has denied access since {moment(since, timeZone)}. Until it allows access
            again, no codes are added to your store and no orders are counted.
          </Text>
          <Text as="p">
            Close the app and open it again. If {platform} asks for permissions, approve them. If
            this message stays, reinstall the app: your pools and codes are kept.
          </Text>
          <Text as="p" tone="subdued" breakWord>
            {platform} says: {reason}
          </Text>
        </BlockStack>
      </Banner>
    </div>
  );
}
