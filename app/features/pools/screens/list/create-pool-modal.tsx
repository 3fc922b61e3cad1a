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
    helpText: "You bring the codes. Everybody gets one of their own.",
  },
  {
    label: "Dynamic",
    value: "dynamic",
    helpText: "The app generates the codes when they’re needed, under a discount of your store.",
  },
  { label: "Shared", value: "shared", helpText: "One code that everybody gets." },
];

const ownFields = ["name", ...dynamicFieldNames];

/**
 * Asks for a name and a type, for a dynamic pool also what its codes are worth and how they look; makes
 * the pool and goes to it. A new discount can be made on the way: nothing typed is lost.
 */
export function CreatePoolModal({
  discount: chosen,
  onClose,
}: {
  /** The discount that the merchant comes from; null: none. */
  discount: ChosenDiscount | null;
  onClose: () => void;
}) {
  const creating = useFormAction("create", { action: "/app?index" });
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [type, setType] = useState(chosen ? "dynamic" : "static");
  const [discount, setDiscount] = useState(chosen);
  const [making, setMaking] = useState(false);
  const refused = (field: string) => fieldError(creating.refusal, field);
  const form = useDynamicForm(emptyDynamic, refused);
  const made = creating.done?.value as { id: number } | undefined;
  useEffect(() => {
    if (made) navigate(`/app/pools/${made.id}`);
  }, [made, navigate]);
  const adopt = useCallback((created: ChosenDiscount) => {
    setDiscount(created);
    setMaking(false);
  }, []);
  if (making) return <NewDiscountModal onCreated={adopt} onClose={() => setMaking(false)} />;
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
        helpText="The campaign or audience the codes are for, for example “Welcome offer”."
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
            onCreate={() => setMaking(true)}
            error={refused("discountId")}
          />
          <PatternFields form={form} />
          <BufferFields form={form} />
        </>
      )}
    </FormModal>
  );
}
