import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { count, moment } from "../../../core/format";
import { FormModal } from "../../../ui/forms/form-modal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useShopFacts } from "../../../ui/shop-facts";
import { showToast } from "../../../ui/toast";

/** The keys that codes are sealed with, and a button that adds a new one. */
export function SealKeysCard(props: { count: number; newestAt: Date | string | null }) {
  const { timeZone } = useShopFacts();
  const rotating = useFormAction("rotate-seal-key");
  const [asking, setAsking] = useState(false);
  const { done } = rotating;
  useEffect(() => {
    if (!done) return;
    setAsking(false);
    showToast("New key added");
  }, [done]);
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Seal key
          </Text>
          <Button onClick={() => setAsking(true)}>Add new key</Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          {`Protected codes are sealed with a secret key of your store. ${count(props.count, "key")}${
            props.newestAt ? `, the newest from ${moment(props.newestAt, timeZone)}` : ""
          }.`}
        </Text>
      </BlockStack>
      {asking && (
        <FormModal
          title="Add a new seal key?"
          action="Add key"
          busy={rotating.busy}
          onSubmit={() => rotating.submit({})}
          onClose={() => setAsking(false)}
          refusal={rotating.refusal}
          fields={[]}
        >
          <Text as="p">
            New codes use the new key once checkout knows it, within a minute. Codes that were sent
            before keep working. A store can have up to 8 keys.
          </Text>
        </FormModal>
      )}
    </Card>
  );
}
