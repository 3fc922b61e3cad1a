import { ChoiceList, TextField } from "@shopify/polaris";
import { useCallback, useEffect, useState } from "react";
import { useNavigate } from "../../../../ui/browser";
import { FormModal } from "../../../../ui/forms/form-modal";
import { fieldError, useFormAction } from "../../../../ui/forms/use-form-action";
import { type ChosenDiscount, DiscountPicker } from "../../../discounts/screens/discount-picker";
import { NewDiscountModal } from "../../../discounts/screens/form/new-discount-modal";
import { emptyDynamic } from "../../../publishing/screens/dynamic/dynamic-draft";
import { dynamicFieldNames } from "../../../publishing/screens/dynamic/dynamic-field-names";
import { BufferFields, PatternFields } from "../../../publishing/screens/dynamic/pattern-fields";
import { useDynamicForm } from "../../../publishing/screens/dynamic/use-dynamic-form";

const types = [
  {
    label: "Static",
    value: "static",
    helpText: "Upload your own codes. Each customer gets a different one.",
  },
  {
    label: "Dynamic",
    value: "dynamic",
    helpText: "Codes are generated as needed for one of your discounts.",
  },
  { label: "Shared", value: "shared", helpText: "Every customer gets the same code." },
];

const ownFields = ["name", ...dynamicFieldNames];

/**
 * Creates a pool and opens it. A dynamic pool also needs a discount and a code format. Creating a
 * new discount on the way keeps the form's input.
 */
export function CreatePoolModal({
  discount: chosen,
  onClose,
}: {
  /** Discount to start from; null: none. */
  discount: ChosenDiscount | null;
  onClose: () => void;
}) {
  const creating = useFormAction("create", { action: "/app?index" });
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [type, setType] = useState(chosen ? "dynamic" : "static");
  const [discount, setDiscount] = useState(chosen);
  const [creatingDiscount, setCreatingDiscount] = useState(false);
  const refused = (field: string) => fieldError(creating.refusal, field);
  const form = useDynamicForm(emptyDynamic, refused);
  const made = creating.done?.value as { id: number } | undefined;
  useEffect(() => {
    if (made) navigate(`/app/pools/${made.id}`);
  }, [made, navigate]);
  const chooseCreated = useCallback((created: ChosenDiscount) => {
    setDiscount(created);
    setCreatingDiscount(false);
  }, []);
  if (creatingDiscount)
    return (
      <NewDiscountModal onCreated={chooseCreated} onClose={() => setCreatingDiscount(false)} />
    );
  const dynamic = type === "dynamic";
  const submit = () =>
    creating.submit({
      name,
      type,
      ...(dynamic ? { discountId: String(discount?.id ?? ""), ...form.read.fields } : {}),
    });
  const nameError = refused("name");
  return (
    <FormModal
      title="Create coupon pool"
      action="Create pool"
      busy={creating.busy}
      onSubmit={submit}
      onClose={onClose}
      refusal={creating.refusal}
      fields={ownFields}
    >
      <TextField
        label="Pool name"
        value={name}
        onChange={setName}
        autoComplete="off"
        maxLength={80}
        showCharacterCount
        helpText="The campaign or audience this pool is for, for example “Welcome offer”."
        autoFocus
        {...(nameError ? { error: nameError } : {})}
      />
      <ChoiceList
        title="Type"
        selected={[type]}
        onChange={([chosen]) => setType(chosen ?? type)}
        choices={types}
      />
      {dynamic && (
        <>
          <DiscountPicker
            chosen={discount}
            onChange={setDiscount}
            onCreate={() => setCreatingDiscount(true)}
            error={refused("discountId")}
          />
          <PatternFields form={form} />
          <BufferFields form={form} reserve />
        </>
      )}
    </FormModal>
  );
}
