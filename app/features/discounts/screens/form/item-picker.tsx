import { Autocomplete, BlockStack, InlineStack, Tag } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useFetcher } from "../../../../ui/browser";
import type { Picked } from "../../creation/discount-draft";

export type PickedKind = "products" | "collections" | "customers" | "segments";

interface FoundItems {
  items: { id: string; title: string; detail?: string }[];
  failure: string | null;
}

/** The platform's limit. */
const maxItems = 100;
const debounceMilliseconds = 250;

const words: Record<PickedKind, { label: string; none: string }> = {
  products: { label: "Find a product", none: "No products found." },
  collections: { label: "Find a collection", none: "No collections found." },
  customers: { label: "Find a customer", none: "No customers found." },
  segments: { label: "Find a customer segment", none: "No segments found." },
};

/** Searches products, collections, customers or segments, and lists the selection. */
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
    const timer = setTimeout(() => load(`/app/discounts/items?${query}`), debounceMilliseconds);
    return () => clearTimeout(timer);
  }, [load, kind, text]);
  const left = (data?.items ?? []).filter(({ id }) =>
    picked.every((candidate) => candidate.id !== id),
  );
  const full = picked.length >= maxItems;
  const error =
    props.error ?? data?.failure ?? (full ? `You can select up to ${maxItems}.` : undefined);
  const pick = ([id]: string[]) => {
    const item = left.find((candidate) => candidate.id === id);
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
            <Tag
              key={id}
              onRemove={() => props.onChange(picked.filter((candidate) => candidate.id !== id))}
            >
              {title}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}
