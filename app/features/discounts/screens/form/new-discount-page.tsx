import { BlockStack, Box, Button, InlineStack, Page } from "@shopify/polaris";
import { useEffect } from "react";
import { useNavigate } from "../../../../ui/browser";
import { SaveBar } from "../../../../ui/forms/save-bar";
import { DiscountFields } from "./discount-fields";
import { useDraftForm } from "./draft-form";

/** Creates a discount, then returns to the list. */
export function NewDiscountPage() {
  const navigate = useNavigate();
  const { form, sentence, refusal, elsewhere, made, ...creating } = useDraftForm();
  const back = () => navigate("/app/discounts");
  useEffect(() => {
    if (made) navigate("/app/discounts");
  }, [made, navigate]);
  return (
    <Page title="Create discount" backAction={{ content: "Discounts", onAction: back }} narrowWidth>
      <SaveBar
        id="new-discount"
        open={creating.changed && !made}
        saving={creating.busy}
        onSave={creating.submit}
        onDiscard={creating.reset}
      />
      <BlockStack gap="400">
        <DiscountFields {...{ form, sentence, refusal, elsewhere }} />
        <Box paddingBlockEnd="800" paddingInline={{ xs: "400", sm: "0" }}>
          <InlineStack align="end" gap="200">
            <Button onClick={back}>Cancel</Button>
            <Button variant="primary" loading={creating.busy} onClick={creating.submit}>
              Create discount
            </Button>
          </InlineStack>
        </Box>
      </BlockStack>
    </Page>
  );
}
