import { Autocomplete, BlockStack, InlineStack, Tag } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useFetcher } from "../../../../ui/browser";
import type { Picked } from "../../creation/discount-draft";

export type PickedKind = "products" | "collections" | "customers" | "segments";

interface FoundItems {
  items: { id: string; title: string; detail?: string }[];
  failure: string | null;
}

/** As many as the platform takes. */
const mostPicked = 100;
/** While somebody types, the search waits this long for the next letter. */
const typingMilliseconds = 250;

const words: Record<PickedKind, { label: string; none: string }> = {
  products: { label: "Find a product", none: "No other product is called so." },
  collections: { label: "Find a collection", none: "No other collection is called so." },
  customers: { label: "Find a customer", none: "No other customer is found." },
  segments: { label: "Find a customer segment", none: "No other segment is called so." },
};

/** Finds things of the shop by name, and shows those that were picked. */
export function ItemPicker(props: {
  kind: PickedKind;
  picked: Picked[];
  onChange: (picked: Picked[]) => void;
  error?: string | undefined;
}) {
  const { kind, picked } = props;
  const { load, data, state } = useFetcher<FoundItems>();
  const [text, setText] = useState("");
  useEffect(() => {
    const query = new URLSearchParams({ kind, search: text });
    const timer = setTimeout(() => load(`/app/discounts/items?${query}`), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [load, kind, text]);
  const left = (data?.items ?? []).filter(({ id }) => picked.every((one) => one.id !== id));
  const full = picked.length >= mostPicked;
  const error =
    props.error ?? data?.failure ?? (full ? `A discount names at most ${mostPicked}.` : undefined);
  const pick = ([id]: string[]) => {
    const item = left.find((one) => one.id === id);
    if (item && !full) props.onChange([...picked, { id: item.id, title: item.title }]);
    setText("");
  };
  return (
    <BlockStack gap="200">
      <Autocomplete
        options={left.map(({ id, title, detail }) => ({
          value: id,
          label: detail ? `${title} (${detail})` : title,
        }))}
        selected={[]}
        loading={state !== "idle"}
        emptyState={words[kind].none}
        onSelect={pick}
        textField={
          <Autocomplete.TextField
            label={words[kind].label}
            value={text}
            onChange={setText}
            autoComplete="off"
            {...(error ? { error } : {})}
          />
        }
      />
      {picked.length > 0 && (
        <InlineStack gap="200">
          {picked.map(({ id, title }) => (
            <Tag key={id} onRemove={() => props.onChange(picked.filter((one) => one.id !== id))}>
              {title}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}
