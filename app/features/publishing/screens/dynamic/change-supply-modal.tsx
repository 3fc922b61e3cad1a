import { Banner } from "@shopify/polaris";
import { useCallback, useEffect, useState } from "react";
import { FormModal } from "../../../../ui/forms/form-modal";
import { fieldError, useFormAction } from "../../../../ui/forms/use-form-action";
import type { Discount } from "../../../discounts/discount";
import { type ChosenDiscount, DiscountPicker } from "../../../discounts/screens/discount-picker";
import { NewDiscountModal } from "../../../discounts/screens/form/new-discount-modal";
import type { Pattern } from "../../generator/pattern";
import type { Buffer } from "../../replenishment/buffer";
import { draftOf } from "./dynamic-draft";
import { dynamicFieldNames } from "./dynamic-field-names";
import { BufferFields, PatternFields } from "./pattern-fields";
import { useDynamicForm } from "./use-dynamic-form";

export interface DynamicSettingsFacts {
  /** `sealed`: its codes are created when they're assigned, so it has no reserve. */
  pool: { id: number; version: number; assigned: number; sealed: boolean };
  discount: Discount | null;
  pattern: Pattern;
  buffer: Buffer;
  codeLimit: number | null;
}

/**
 * Changes a dynamic pool's discount, format and stock settings. Shows a conflict if the pool
 * changed meanwhile.
 */
export function ChangeSupplyModal(props: DynamicSettingsFacts & { onClose: () => void }) {
  const { pool, onClose } = props;
  const saving = useFormAction("change-supply");
  const [discount, setDiscount] = useState<ChosenDiscount | null>(
    props.discount?.status === "deleted" ? null : props.discount,
  );
  const [creating, setCreating] = useState(false);
  const refused = (field: string) => fieldError(saving.refusal, field);
  const form = useDynamicForm(draftOf(props.pattern, props.buffer, props.codeLimit), refused, {
    alive: pool.assigned,
  });
  useEffect(() => {
    if (saving.done) onClose();
  }, [saving.done, onClose]);
  const chooseCreated = useCallback((created: ChosenDiscount) => {
    setDiscount(created);
    setCreating(false);
  }, []);
  if (creating)
    return <NewDiscountModal onCreated={chooseCreated} onClose={() => setCreating(false)} />;
  const another = discount !== null && discount.id !== props.discount?.id;
  return (
    <FormModal
      title="Edit code generation"
      action="Save"
      busy={saving.busy}
      onSubmit={() =>
        saving.submit({
          version: String(pool.version),
          discountId: String(discount?.id ?? ""),
          ...form.read.fields,
        })
      }
      onClose={onClose}
      refusal={saving.refusal}
      fields={dynamicFieldNames}
    >
      <DiscountPicker
        chosen={discount}
        onChange={setDiscount}
        onCreate={() => setCreating(true)}
        error={refused("discountId")}
      />
      {another && (
        <Banner tone="warning">
          Codes that aren’t assigned yet are voided and removed from your store, and new ones are
          generated for this discount. Assigned codes keep their current discount.
        </Banner>
      )}
      <PatternFields form={form} />
      <BufferFields form={form} reserve={!pool.sealed} />
    </FormModal>
  );
}
