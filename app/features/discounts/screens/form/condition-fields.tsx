import { BlockStack, Checkbox, ChoiceList, TextField } from "@shopify/polaris";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { DiscountDraft } from "../../creation/discount-draft";
import type { DraftForm } from "./draft-form";
import { ItemPicker } from "./item-picker";

/** From what on a discount counts. */
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
          label: "An order worth at least",
          renderChildren: (selected) =>
            selected && (
              <TextField
                label="Least amount"
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
          label: "A number of items",
          renderChildren: (selected) =>
            selected && (
              <TextField
                label="Least number of items"
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

/** Who may use a discount, how often, and with which others. */
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
          { value: "all", label: "Everybody who has a code" },
          { value: "segments", label: "Customer segments", renderChildren: picker("segments") },
          { value: "customers", label: "Chosen customers", renderChildren: picker("customers") },
        ]}
      />
      <TextField
        label="How often each code may be used"
        inputMode="numeric"
        placeholder="No limit"
        value={draft.usageLimit}
        onChange={(usageLimit) => set({ usageLimit })}
        autoComplete="off"
        helpText="Once is right for codes that are given to one customer each."
        {...error("usageLimit")}
      />
      <Checkbox
        label="Once per customer"
        checked={draft.oncePerCustomer}
        onChange={(oncePerCustomer) => set({ oncePerCustomer })}
        helpText="However many codes of this discount a customer has."
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
