import { BlockStack, Checkbox, ChoiceList, TextField } from "@shopify/polaris";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { DiscountDraft } from "../../creation/discount-draft";
import type { DraftForm } from "./draft-form";
import { ItemPicker } from "./item-picker";

/** The minimum requirements of a discount. */
export function MinimumFields({ form: { draft, set, error } }: { form: DraftForm }) {
  const { currency } = useShopFacts();
  return (
    <ChoiceList
      title="Minimum"
      selected={[draft.minimum]}
      onChange={([minimum]) => set({ minimum: minimum as DiscountDraft["minimum"] })}
      choices={[
        { value: "none", label: "None" },
        {
          value: "subtotal",
          label: "Minimum purchase amount",
          renderChildren: (selected) =>
            selected && (
              <TextField
                label="Minimum amount"
                labelHidden
                suffix={currency}
                inputMode="decimal"
                value={draft.minimumSubtotal}
                onChange={(minimumSubtotal) => set({ minimumSubtotal })}
                autoComplete="off"
                {...error("minimum.subtotal")}
              />
            ),
        },
        {
          value: "quantity",
          label: "Minimum quantity of items",
          renderChildren: (selected) =>
            selected && (
              <TextField
                label="Minimum number of items"
                labelHidden
                inputMode="numeric"
                value={draft.minimumQuantity}
                onChange={(minimumQuantity) => set({ minimumQuantity })}
                autoComplete="off"
                {...error("minimum.quantity")}
              />
            ),
        },
      ]}
    />
  );
}

/** Eligibility, usage limits and combinations. */
export function CustomerFields({ form: { draft, set, error } }: { form: DraftForm }) {
  const { customers, combinesWith } = draft;
  const picker = (kind: "customers" | "segments") => (selected: boolean) =>
    selected && (
      <ItemPicker
        kind={kind}
        picked={customers[kind]}
        error={error("customers").error}
        onChange={(picked) => set({ customers: { ...customers, [kind]: picked } })}
      />
    );
  return (
    <BlockStack gap="400">
      <ChoiceList
        title="Customers"
        selected={[customers.kind]}
        onChange={([kind]) =>
          set({ customers: { ...customers, kind: kind as typeof customers.kind } })
        }
        choices={[
          { value: "all", label: "All customers" },
          { value: "segments", label: "Customer segments", renderChildren: picker("segments") },
          { value: "customers", label: "Specific customers", renderChildren: picker("customers") },
        ]}
      />
      <TextField
        label="Limit number of times each code can be used"
        inputMode="numeric"
        placeholder="No limit"
        value={draft.usageLimit}
        onChange={(usageLimit) => set({ usageLimit })}
        autoComplete="off"
        helpText="Use 1 for unique codes."
        {...error("usageLimit")}
      />
      <Checkbox
        label="Limit to one use per customer"
        checked={draft.oncePerCustomer}
        onChange={(oncePerCustomer) => set({ oncePerCustomer })}
        helpText="Even if they have several codes."
      />
      <ChoiceList
        title="Combines with"
        allowMultiple
        selected={Object.entries(combinesWith).flatMap(([name, on]) => (on ? [name] : []))}
        onChange={(chosen) =>
          set({
            combinesWith: {
              product: chosen.includes("product"),
              order: chosen.includes("order"),
              shipping: chosen.includes("shipping"),
            },
          })
        }
        choices={[
          { value: "product", label: "Product discounts" },
          { value: "order", label: "Order discounts" },
          { value: "shipping", label: "Shipping discounts" },
        ]}
      />
    </BlockStack>
  );
}
