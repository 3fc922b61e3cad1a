import { ChoiceList, TextField } from "@shopify/polaris";
import { useState } from "react";
import { FormModal } from "../../../ui/forms/form-modal";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";
import { defaultRequestsPerMinute } from "../api-key";
import type { PrefilledKey } from "../prefilled-key.server";
import { KeySecret } from "./key-secret";
import { PoolPicker } from "./pool-picker";
import { scopeLabels } from "./scope-labels";

/** The form for a new key. Shows the key's text once. */
export function CreateKeyModal(props: { prefilled: PrefilledKey | null; onClose: () => void }) {
  const { prefilled, onClose } = props;
  const creating = useFormAction("create");
  const [name, setName] = useState(prefilled?.name ?? "");
  const [scopes, setScopes] = useState<string[]>(["assign"]);
  const [reach, setReach] = useState(prefilled ? "some" : "every");
  const [pools, setPools] = useState<{ id: string; name: string }[]>(
    prefilled ? [{ id: String(prefilled.pool.id), name: prefilled.pool.name }] : [],
  );
  const [limit, setLimit] = useState(String(defaultRequestsPerMinute));
  const made = creating.done?.value as { text: string } | undefined;
  if (made) return <KeySecret title="Key created" text={made.text} onClose={onClose} />;
  const submit = () =>
    creating.submit({
      name,
      scopes: scopes.join(","),
      everyPool: String(reach === "every"),
      pools: pools.map(({ id }) => id).join(","),
      requestsPerMinute: limit,
    });
  const error = (field: string) => {
    const message = fieldError(creating.refusal, field);
    return message ? { error: message } : {};
  };
  return (
    <FormModal
      title="Create API key"
      action="Create key"
      busy={creating.busy}
      onSubmit={submit}
      onClose={onClose}
      refusal={creating.refusal}
      fields={["name", "scopes", "pools", "requestsPerMinute"]}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        autoComplete="off"
        maxLength={60}
        autoFocus
        helpText="Name the tool that uses the key, for example “Klaviyo”. The name appears in the activity."
        {...error("name")}
      />
      <ChoiceList
        title="Permissions"
        allowMultiple
        selected={scopes}
        onChange={setScopes}
        choices={Object.entries(scopeLabels).map(([value, { label, helpText }]) => ({
          value,
          label,
          helpText,
        }))}
        {...error("scopes")}
      />
      <ChoiceList
        title="Pools"
        selected={[reach]}
        onChange={([chosen]) => setReach(chosen ?? "every")}
        choices={[
          { value: "every", label: "All pools, including new ones" },
          {
            value: "some",
            label: "Only these pools",
            renderChildren: (chosen) => chosen && <PoolPicker picked={pools} onChange={setPools} />,
          },
        ]}
        {...error("pools")}
      />
      <TextField
        label="Requests per minute"
        type="number"
        value={limit}
        onChange={setLimit}
        autoComplete="off"
        helpText="Requests over the limit are asked to retry later. One request can assign up to 10,000 codes."
        {...error("requestsPerMinute")}
      />
    </FormModal>
  );
}
