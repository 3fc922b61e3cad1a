import { BlockStack, Checkbox, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { count } from "../../../core/format";
import { FormModal } from "../../../ui/forms/form-modal";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";
import { type ChosenCodes, chosenFields, chosenText } from "./chosen-codes";

const parts = [
  { name: "message", label: "Message", type: "text" },
  { name: "assignBy", label: "Pool expiration (assign by)", type: "date" },
  { name: "useBy", label: "User expiration (use by)", type: "date" },
  { name: "useWithinDays", label: "User expiration (days)", type: "number" },
] as const;
type Part = (typeof parts)[number]["name"];

/**
 * Edits the message and dates of codes. Only checked fields change; an empty one removes the value.
 */
export function EditCodesModal(props: {
  poolId: number;
  chosen: ChosenCodes;
  onClose: () => void;
  /** Gets the outcome as a sentence. */
  onDone: (words: string) => void;
}) {
  const { poolId, chosen, onClose, onDone } = props;
  const { suffix, fields } = chosenFields(chosen);
  const editing = useFormAction(`edit${suffix}`, { action: `/app/pools/${poolId}?index` });
  const [values, setValues] = useState<Partial<Record<Part, string>>>({});
  useEffect(() => {
    if (!editing.done) return;
    const { changed } = editing.done.value as { changed?: number };
    onDone(changed === undefined ? "Changing codes" : `${count(changed, "code")} changed`);
  }, [editing.done, onDone]);
  const set = (name: Part, value: string | undefined) =>
    setValues(({ [name]: _, ...others }) =>
      value === undefined ? others : { ...others, [name]: value },
    );
  return (
    <FormModal
      title={`Edit ${chosenText(chosen, (value) => count(value, "code"))}`}
      action="Save"
      disabled={Object.keys(values).length === 0}
      busy={editing.busy}
      onSubmit={() => editing.submit({ ...fields, ...values })}
      onClose={onClose}
      refusal={editing.refusal}
      fields={parts.map(({ name }) => name)}
    >
      {parts.map(({ name, label, type }) => {
        const error = fieldError(editing.refusal, name);
        const value = values[name];
        return (
          <BlockStack key={name} gap="100">
            <Checkbox
              label={`Change ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
              checked={value !== undefined}
              onChange={(on) => set(name, on ? "" : undefined)}
            />
            {value !== undefined && (
              <TextField
                label={label}
                labelHidden
                type={type}
                {...(type === "number" ? { min: 1 } : {})}
                value={value}
                onChange={(text) => set(name, text)}
                autoComplete="off"
                helpText="Leave empty to remove it."
                {...(error ? { error } : {})}
              />
            )}
          </BlockStack>
        );
      })}
    </FormModal>
  );
}
