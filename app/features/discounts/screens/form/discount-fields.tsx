import { BlockStack, Card, List, Select, Text, TextField } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { DiscountProblem } from "../../../../platform/platform-failure";
import { Refusal } from "../../../../ui/forms/refusal";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { DiscountDraft } from "../../creation/discount-draft";
import { CustomerFields, MinimumFields } from "./condition-fields";
import { DateFields } from "./date-fields";
import type { DraftForm } from "./draft-form";
import { ValueFields } from "./value-fields";

const kinds: { value: DiscountDraft["kind"]; label: string }[] = [
  { value: "percentage", label: "Percentage" },
  { value: "fixed_amount", label: "Fixed amount" },
  { value: "free_shipping", label: "Free shipping" },
  { value: "buy_x_get_y", label: "Buy X get Y" },
];

/** All fields of a new discount, with its summary. */
export function DiscountFields(props: {
  form: DraftForm;
  sentence: string | null;
  refusal: string | undefined;
  elsewhere: DiscountProblem[];
}) {
  const { form, refusal, elsewhere } = props;
  const { draft, set, error } = form;
  const { platform } = useShopFacts();
  return (
    <BlockStack gap="400">
      <Refusal message={refusal}>
        {elsewhere.length > 0 && (
          <List>
            {elsewhere.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>{message}</List.Item>
            ))}
          </List>
        )}
      </Refusal>
      <div className="StaysInSight">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Summary
            </Text>
            <div role="status" data-testid="discount-summary">
              <Text as="p" {...(props.sentence ? {} : { tone: "subdued" as const })}>
                {props.sentence ?? "Enter a discount value."}
              </Text>
            </div>
          </BlockStack>
        </Card>
      </div>
      <Section title="Discount value">
        <TextField
          label="Title"
          value={draft.title}
          onChange={(title) => set({ title })}
          autoComplete="off"
          maxLength={255}
          helpText={`The discount’s name in the ${platform} admin. Customers see the code.`}
          {...error("title")}
        />
        <Select
          label="Type"
          value={draft.kind}
          options={kinds}
          onChange={(kind) => set({ kind: kind as DiscountDraft["kind"] })}
        />
        <ValueFields form={form} />
        {draft.kind !== "buy_x_get_y" && <MinimumFields form={form} />}
      </Section>
      <Section title="Customer eligibility">
        <CustomerFields form={form} />
      </Section>
      <Section title="Active dates">
        <DateFields form={form} />
      </Section>
    </BlockStack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}
