import { Autocomplete, Icon } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { type FoundPool, useFoundPools } from "./use-found-pools";

/** Searches pools by name and selects one. */
export function PoolChooser(props: {
  label: string;
  chosen: Pick<FoundPool, "name" | "handle">;
  onChoose: (handle: string) => void;
}) {
  const { chosen, onChoose } = props;
  const [typed, setTyped] = useState<string>();
  const { pools, loading } = useFoundPools(typed ?? "");
  return (
    <Autocomplete
      options={pools.map(({ name, handle }) => ({ value: handle, label: `${name} (${handle})` }))}
      selected={[chosen.handle]}
      loading={loading}
      emptyState="No pools found"
      onSelect={([handle]) => {
        setTyped(undefined);
        if (handle) onChoose(handle);
      }}
      textField={
        <Autocomplete.TextField
          label={props.label}
          prefix={<Icon source={SearchIcon} />}
          value={typed ?? chosen.name}
          onChange={setTyped}
          onBlur={() => setTyped(undefined)}
          selectTextOnFocus
          autoComplete="off"
        />
      }
    />
  );
}
