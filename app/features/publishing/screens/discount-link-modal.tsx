import { Text } from "@shopify/polaris";
import { useCallback, useEffect, useState } from "react";
import { FormModal } from "../../../ui/forms/form-modal";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";
import { type ChosenDiscount, DiscountPicker } from "../../discounts/screens/discount-picker";
import { NewDiscountModal } from "../../discounts/screens/form/new-discount-modal";
import type { PoolType } from "../../pools/pool";

/** Asks under which discount the codes of a pool are put into the shop. */
export function DiscountLinkModal(props: {
  pool: { id: number; version: number; type: PoolType };
  /** A discount that codes of the pool were found under. */
  suggested?: ChosenDiscount | null;
  onClose: () => void;
}) {
  const { pool, onClose } = props;
  const tying = useFormAction("tie", { action: `/app/pools/${pool.id}/settings` });
  const [discount, setDiscount] = useState(props.suggested ?? null);
  const [making, setMaking] = useState(false);
  useEffect(() => {
    if (tying.done) onClose();
  }, [tying.done, onClose]);
  const adopt = useCallback((created: ChosenDiscount) => {
    setDiscount(created);
    setMaking(false);
  }, []);
  if (making) return <NewDiscountModal onCreated={adopt} onClose={() => setMaking(false)} />;
  return (
    <FormModal
      title="Link the pool to a discount"
      action="Link pool"
      busy={tying.busy}
      onSubmit={() =>
        tying.submit({ version: String(pool.version), discountId: String(discount?.id ?? "") })
      }
      onClose={onClose}
      refusal={tying.refusal}
      fields={["discountId"]}
    >
      <DiscountPicker
        shared={pool.type === "shared"}
        chosen={discount}
        onChange={setDiscount}
        onCreate={() => setMaking(true)}
        error={fieldError(tying.refusal, "discountId")}
      />
      <Text as="p" tone="subdued">
        Every code of the pool that may still be used is added to this discount, and so are codes
        that come later. Codes that the shop has under another discount are refused and listed. This
        cannot be undone.
      </Text>
    </FormModal>
  );
}
