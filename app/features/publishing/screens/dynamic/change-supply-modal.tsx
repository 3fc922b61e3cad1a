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
  pool: { id: number; version: number; assigned: number };
  discount: Discount | null;
  pattern: Pattern;
  buffer: Buffer;
  codeLimit: number | null;
}

/** Changes a dynamic pool's discount, pattern and buffer; says so when somebody else was faster. */
export function ChangeSupplyModal(props: DynamicSettingsFacts & { onClose: () => void }) {
  const { pool, onClose } = props;
  const saving = useFormAction("change-supply");
  const [discount, setDiscount] = useState<ChosenDiscount | null>(
    props.discount?.status === "deleted" ? null : props.discount,
  );
  const [making, setMaking] = useState(false);
  const refused = (field: string) => fieldError(saving.refusal, field);
  const form = useDynamicForm(draftOf(props.pattern, props.buffer, props.codeLimit), refused, {
    alive: pool.assigned,
  });
  useEffect(() => {
    if (saving.done) onClose();
  }, [saving.done, onClose]);
  const adopt = useCallback((created: ChosenDiscount) => {
    setDiscount(created);
    setMaking(false);
  }, []);
  if (making) return <NewDiscountModal onCreated={adopt} onClose={() => setMaking(false)} />;
  const another = discount !== null && discount.id !== props.discount?.id;
  return (
    <FormModal
      title="Change how codes are made"
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
        onCreate={() => setMaking(true)}
        error={refused("discountId")}
      />
      {another && (
        <Banner tone="warning">
          Codes that nobody has yet are voided and taken out of the shop, and fresh ones are made
          under this discount. Whoever has a code already keeps it, with what it was worth.
        </Banner>
      )}
      <PatternFields form={form} />
      <BufferFields form={form} />
    </FormModal>
  );
}
