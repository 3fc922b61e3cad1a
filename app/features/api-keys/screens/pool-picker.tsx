import { Autocomplete, BlockStack, InlineStack, Tag } from "@shopify/polaris";
import { useState } from "react";
import { useFoundPools } from "../../pools/screens/use-found-pools";

interface PickedPool {
  id: string;
  name: string;
}

/** Searches pools by name and collects a selection. */
export function PoolPicker(props: {
  picked: PickedPool[];
  onChange: (pools: PickedPool[]) => void;
}) {
  const [text, setText] = useState("");
  const { pools, loading } = useFoundPools(text);
  const found = pools.map(({ id, name }) => ({ id: String(id), name }));
  const left = found.filter(({ id }) => props.picked.every((candidate) => candidate.id !== id));
  const pick = ([id]: string[]) => {
    const pool = left.find((candidate) => candidate.id === id);
    if (pool) props.onChange([...props.picked, pool]);
    setText("");
  };
  return (
    <BlockStack gap="200">
      <Autocomplete
        options={left.map(({ id, name }) => ({ value: id, label: name }))}
        selected={[]}
        loading={loading}
        emptyState="No pools found"
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
            onRemove={() => props.onChange(props.picked.filter((candidate) => candidate.id !== id))}
          >
            {name}
          </Tag>
        ))}
      </InlineStack>
    </BlockStack>
  );
}
