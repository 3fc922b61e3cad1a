import { Autocomplete, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { notResponding } from "../../../ui/errors/not-responding";
import { useShopFacts } from "../../../ui/shop-facts";
import { type Discount, statusAt } from "../discount";
import { discountWorth } from "../discount-sentence";
import { DiscountDoubtBanner } from "./discount-doubt-banner";
import { DiscountStatusBadge } from "./discount-status-badge";
import { useDiscounts } from "./use-discounts";

export type ChosenDiscount = Pick<
  Discount,
  "id" | "title" | "status" | "terms" | "summary" | "startsAt" | "endsAt"
>;

const debounceMilliseconds = 300;

/** Searches discounts, summarizes the selected one, and can create a new one. */
export function DiscountPicker(props: {
  chosen: ChosenDiscount | null;
  onChange: (discount: ChosenDiscount | null) => void;
  onCreate: () => void;
  /** A shared pool, whose code is meant to be used often. */
  shared?: boolean;
  error?: string | undefined;
}) {
  const { chosen, onChange } = props;
  const shop = useShopFacts();
  const [text, setText] = useState(chosen?.title ?? "");
  const search = useSettled(text === chosen?.title ? "" : text.trim());
  const { response, loading, nextTryAt } = useDiscounts({ search, cursor: null });
  const failure = response?.unreachable
    ? notResponding({ ...shop, now: new Date() }, nextTryAt)
    : response?.failure;
  const found = (response?.discounts ?? []).filter(({ status }) => status !== "deleted");
  const change = (typed: string) => {
    setText(typed);
    if (chosen) onChange(null);
  };
  const pick = ([id]: string[]) => {
    const discount = found.find((candidate) => String(candidate.id) === id);
    if (!discount) return;
    setText(discount.title);
    onChange(discount);
  };
  return (
    <BlockStack gap="200">
      <Autocomplete
        options={found.map((discount) => ({
          value: String(discount.id),
          disabled: statusAt(discount, shop.now) === "expired",
          label: (
            <BlockStack>
              <InlineStack gap="200" blockAlign="center">
                <Text as="span">{discount.title}</Text>
                <DiscountStatusBadge status={statusAt(discount, shop.now)} />
              </InlineStack>
              <Text as="span" tone="subdued" variant="bodySm">
                {discountWorth(discount, shop)}
              </Text>
              {statusAt(discount, shop.now) === "expired" && (
                <Text as="span" tone="caution" variant="bodySm">
                  Ended: its codes don’t work at checkout.
                </Text>
              )}
            </BlockStack>
          ),
        }))}
        selected={chosen ? [String(chosen.id)] : []}
        loading={loading}
        emptyState={failure ?? "No discounts found."}
        onSelect={pick}
        textField={
          <Autocomplete.TextField
            label="Discount"
            placeholder="Search discounts"
            helpText={chosen ? undefined : "The discount these codes apply."}
            value={text}
            onChange={change}
            autoComplete="off"
            clearButton
            onClearButtonClick={() => change("")}
            {...(props.error ? { error: props.error } : {})}
          />
        }
      />
      {chosen && (
        <InlineStack gap="200" blockAlign="center">
          <DiscountStatusBadge status={statusAt(chosen, shop.now)} />
          <Text as="span" tone="subdued">
            {discountWorth(chosen, shop)}
          </Text>
        </InlineStack>
      )}
      {chosen && <DiscountDoubtBanner discount={chosen} shared={props.shared ?? false} />}
      {failure && found.length > 0 && (
        <Text as="p" tone="caution">
          {failure} You can still choose from the discounts listed here.
        </Text>
      )}
      <InlineStack>
        <Button variant="plain" onClick={props.onCreate}>
          Create a new discount
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

/** Debounces a text. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === settled) return;
    const timer = setTimeout(() => setSettled(text), debounceMilliseconds);
    return () => clearTimeout(timer);
  }, [text, settled]);
  return settled;
}
