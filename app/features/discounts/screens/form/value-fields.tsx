import { BlockStack, Checkbox, ChoiceList, FormLayout, TextField } from "@shopify/polaris";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { DraftForm } from "./draft-form";
import { ItemsFields } from "./items-fields";

/** The discount value, by kind, and what it applies to. */
export function ValueFields({ form }: { form: DraftForm }) {
  const { draft, set, error } = form;
  const { currency } = useShopFacts();
  switch (draft.kind) {
    case "percentage":
      return (
        <BlockStack gap="400">
          <TextField
            label="Percentage"
            suffix="%"
            inputMode="decimal"
            value={draft.percent}
            onChange={(percent) => set({ percent })}
            autoComplete="off"
            {...error("value.percent")}
          />
          <Target form={form} />
        </BlockStack>
      );
    case "fixed_amount":
      return (
        <BlockStack gap="400">
          <TextField
            label="Amount"
            suffix={currency}
            inputMode="decimal"
            value={draft.amount}
            onChange={(amount) => set({ amount })}
            autoComplete="off"
            {...error("value.amount")}
          />
          <Target form={form} />
          {draft.items.kind !== "all" && (
            <Checkbox
              label="Apply to each item instead of once per order"
              checked={draft.eachItem}
              onChange={(eachItem) => set({ eachItem })}
            />
          )}
        </BlockStack>
      );
    case "free_shipping":
      return (
        <TextField
          label="Only for shipping rates up to"
          suffix={currency}
          inputMode="decimal"
          placeholder="Any rate"
          value={draft.upTo}
          onChange={(upTo) => set({ upTo })}
          autoComplete="off"
          {...error("value.upTo")}
        />
      );
    case "buy_x_get_y":
      return <BuyGetFields form={form} />;
  }
}

function Target({ form: { draft, set, error } }: { form: DraftForm }) {
  return (
    <ItemsFields
      title="Applies to"
      value={draft.items}
      kinds={["all", "products", "collections"]}
      onChange={(items) => set({ items })}
      {...error("items")}
    />
  );
}

function BuyGetFields({ form: { draft, set, error } }: { form: DraftForm }) {
  const { currency } = useShopFacts();
  return (
    <BlockStack gap="400">
      <ChoiceList
        title="Customer buys"
        selected={[draft.buyBy]}
        onChange={([buyBy]) => set({ buyBy: buyBy === "amount" ? "amount" : "quantity" })}
        choices={[
          { value: "quantity", label: "Minimum quantity of items" },
          { value: "amount", label: "Minimum purchase amount" },
        ]}
      />
      {draft.buyBy === "quantity" ? (
        <TextField
          label="Number of items to buy"
          inputMode="numeric"
          value={draft.buyQuantity}
          onChange={(buyQuantity) => set({ buyQuantity })}
          autoComplete="off"
          {...error("value.buy")}
        />
      ) : (
        <TextField
          label="Amount to spend"
          suffix={currency}
          inputMode="decimal"
          value={draft.buyAmount}
          onChange={(buyAmount) => set({ buyAmount })}
          autoComplete="off"
          {...error("value.buy")}
        />
      )}
      <ItemsFields
        title="Items to buy"
        value={draft.buyItems}
        kinds={["products", "collections"]}
        onChange={(buyItems) => set({ buyItems })}
        {...error("value.buyItems")}
      />
      <FormLayout>
        <FormLayout.Group>
          <TextField
            label="Number of items to get"
            inputMode="numeric"
            value={draft.getQuantity}
            onChange={(getQuantity) => set({ getQuantity })}
            autoComplete="off"
            {...error("value.get.quantity")}
          />
          <TextField
            label="Maximum uses per order"
            inputMode="numeric"
            placeholder="No limit"
            value={draft.usesPerOrder}
            onChange={(usesPerOrder) => set({ usesPerOrder })}
            autoComplete="off"
            {...error("value.usesPerOrder")}
          />
        </FormLayout.Group>
      </FormLayout>
      <ItemsFields
        title="Items to get"
        value={draft.getItems}
        kinds={["products", "collections"]}
        onChange={(getItems) => set({ getItems })}
        {...error("value.getItems")}
      />
      <ChoiceList
        title="At a discounted value"
        selected={[draft.getFor]}
        onChange={([getFor]) => set({ getFor: getFor === "percent" ? "percent" : "free" })}
        choices={[
          { value: "free", label: "Free" },
          {
            value: "percent",
            label: "Percentage",
            renderChildren: (selected) =>
              selected && (
                <TextField
                  label="Percentage off the items to get"
                  labelHidden
                  suffix="%"
                  inputMode="decimal"
                  value={draft.getPercent}
                  onChange={(getPercent) => set({ getPercent })}
                  autoComplete="off"
                  {...error("value.get.percent")}
                />
              ),
          },
        ]}
      />
    </BlockStack>
  );
}
