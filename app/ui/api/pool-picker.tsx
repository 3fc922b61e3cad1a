import { Autocomplete, BlockStack, InlineStack, Tag } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useFetcher } from "../../http/browser";

interface PickedPool {
  id: string;
  name: string;
}

/** Finds pools by name and collects them. */
export function PoolPicker(props: {
  picked: PickedPool[];
  onChange: (pools: PickedPool[]) => void;
}) {
  const suggestions = useFetcher<{ pools: { id: number; name: string }[] }>();
  const [text, setText] = useState("");
  const { load } = suggestions;
  useEffect(() => {
    load(`/app/api-keys/pools?search=${encodeURIComponent(text)}`);
  }, [text, load]);
  const found = (suggestions.data?.pools ?? []).map(({ id, name }) => ({ id: String(id), name }));
  const left = found.filter(({ id }) => props.picked.every((one) => one.id !== id));
  const pick = ([id]: string[]) => {
    const pool = left.find((one) => one.id === id);
    if (pool) props.onChange([...props.picked, pool]);
    setText("");
  };
  return (
    <BlockStack gap="200">
      <Autocomplete
        options={left.map(({ id, name }) => ({ value: id, label: name }))}
        selected={[]}
        loading={suggestions.state !== "idle"}
        emptyState="No other pool has such a name."
        onSelect={pick}
        textField={
          <Autocomplete.TextField
            label="Find a pool"
            value={text}
            onChange={setText}
            autoComplete="off"
          />
        }
      />
      <InlineStack gap="200">
        {props.picked.map(({ id, name }) => (
          <Tag
            key={id}
            onRemove={() => props.onChange(props.picked.filter((one) => one.id !== id))}
          >
            {name}
          </Tag>
        ))}
      </InlineStack>
    </BlockStack>
  );
}
