import { Autocomplete } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useFetcher } from "../../../../ui/browser";

/** Searches the shop's other pools by name. An empty field means no fallback. */
export function FallbackField(props: {
  poolId: number;
  value: string;
  name: string;
  error?: string | undefined;
  onChange: (id: string) => void;
}) {
  const suggestions = useFetcher<{ pools: { id: number; name: string }[] }>();
  const [text, setText] = useState(props.name);
  const { load } = suggestions;
  useEffect(() => {
    load(`/app/pools/${props.poolId}/fallbacks?search=${encodeURIComponent(text)}`);
  }, [text, load, props.poolId]);
  const options = (suggestions.data?.pools ?? []).map(({ id, name }) => ({
    value: String(id),
    label: name,
  }));
  const change = (typed: string) => {
    setText(typed);
    if (typed === "") props.onChange("");
  };
  return (
    <Autocomplete
      options={options}
      selected={props.value ? [props.value] : []}
      loading={suggestions.state !== "idle"}
      emptyState="No pools found"
      onSelect={([id]) => {
        setText(options.find(({ value }) => value === id)?.label ?? "");
        props.onChange(id ?? "");
      }}
      textField={
        <Autocomplete.TextField
          label="If this pool is empty, use codes from"
          placeholder="None"
          helpText="If you choose none, requests fail while this pool is empty."
          value={text}
          onChange={change}
          autoComplete="off"
          clearButton
          onClearButtonClick={() => change("")}
          {...(props.error ? { error: props.error } : {})}
        />
      }
    />
  );
}
