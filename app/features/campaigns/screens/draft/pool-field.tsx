import { Autocomplete } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { count } from "../../../../core/format";
import { useFetcher } from "../../../../ui/browser";

export interface PoolChoice {
  id: number;
  name: string;
  available: number;
}

/** Searches the shop's pools by name. */
export function PoolField(props: {
  chosen: PoolChoice | null;
  disabled: boolean;
  error: string | undefined;
  onChange: (pool: PoolChoice | null) => void;
}) {
  const { chosen, onChange } = props;
  const suggestions = useFetcher<{ pools: PoolChoice[] }>();
  const [text, setText] = useState(chosen?.name ?? "");
  const { load } = suggestions;
  useEffect(() => {
    load(`/app/campaigns/pools?search=${encodeURIComponent(chosen?.name === text ? "" : text)}`);
  }, [text, chosen?.name, load]);
  const pools = suggestions.data?.pools ?? [];
  return (
    <Autocomplete
      options={pools.map(({ id, name, available }) => ({
        value: String(id),
        label: `${name} (${count(available, "code")} available)`,
      }))}
      selected={chosen ? [String(chosen.id)] : []}
      loading={suggestions.state !== "idle" && pools.length === 0}
      emptyState="No pools found"
      onSelect={([id]) => {
        const pool = pools.find((candidate) => String(candidate.id) === id) ?? null;
        setText(pool?.name ?? "");
        onChange(pool);
      }}
      textField={
        <Autocomplete.TextField
          label="Pool"
          value={text}
          onChange={(typed) => {
            setText(typed);
            if (chosen) onChange(null);
          }}
          disabled={props.disabled}
          autoComplete="off"
          {...(chosen ? { helpText: `${count(chosen.available, "code")} available` } : {})}
          {...(props.error ? { error: props.error } : {})}
        />
      }
    />
  );
}
