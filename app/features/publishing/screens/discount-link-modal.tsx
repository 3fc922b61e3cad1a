import { Text } from "@shopify/polaris";
import { useCallback, useEffect, useState } from "react";
import { FormModal } from "../../../ui/forms/form-modal";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";
import { type ChosenDiscount, DiscountPicker } from "../../discounts/screens/discount-picker";
import { NewDiscountModal } from "../../discounts/screens/form/new-discount-modal";
import type { PoolType } from "../../pools/pool";

/** Links a pool to a discount: the merchant chooses or creates one. */
export function DiscountLinkModal(props: {
  pool: { id: number; version: number; type: PoolType };
  /** The discount under which codes of the pool were found. */
  suggested?: ChosenDiscount | null;
  onClose: () => void;
}) {
  const { pool, onClose } = props;
  const linking = useFormAction("tie", { action: `/app/pools/${pool.id}/settings` });
  const [discount, setDiscount] = useState(props.suggested ?? null);
  const [creating, setCreating] = useState(false);
  useEffect(() => {
    if (linking.done) onClose();
  }, [linking.done, onClose]);
  const chooseCreated = useCallback((created: ChosenDiscount) => {
    setDiscount(created);
    setCreating(false);
  }, []);
  if (creating)
    return <NewDiscountModal onCreated={chooseCreated} onClose={() => setCreating(false)} />;
  return (
    <FormModal
      title="Link the pool to a discount"
      action="Link pool"
      busy={linking.busy}
      onSubmit={() =>
        linking.submit({ version: String(pool.version), discountId: String(discount?.id ?? "") })
      }
      onClose={onClose}
      refusal={linking.refusal}
      fields={["discountId"]}
    >
      <DiscountPicker
        shared={pool.type === "shared"}
        chosen={discount}
        onChange={setDiscount}
        onCreate={() => setCreating(true)}
        error={fieldError(linking.refusal, "discountId")}
      />
      <Text as="p" tone="subdued">
        All redeemable codes in this pool are added to this discount, including codes you add later.
        Codes that are already in your store under another discount are rejected and listed. You
        can’t undo this.
      </Text>
    </FormModal>
  );
}
