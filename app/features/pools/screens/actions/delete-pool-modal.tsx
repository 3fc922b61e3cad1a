import { Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { FormModal } from "../../../../ui/forms/form-modal";
import { fieldError, useFormAction } from "../../../../ui/forms/use-form-action";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { PoolType } from "../../pool";
import { deletionSentence } from "./deletion-sentence";

interface PoolToDelete {
  id: number;
  name: string;
  available: number;
  assigned: number;
  type: PoolType;
  /** Linked to a discount: the app added its codes to the store and removes them again. */
  linked: boolean;
}

/** Asks for the pool's name to confirm the deletion. */
export function DeletePoolModal({
  pool,
  onClose,
  onDeleted = onClose,
}: {
  pool: PoolToDelete;
  onClose: () => void;
  onDeleted?: () => void;
}) {
  const { platform } = useShopFacts();
  const deleting = useFormAction("delete", { action: "/app?index" });
  const [typedName, setTypedName] = useState("");
  useEffect(() => {
    if (deleting.done) onDeleted();
  }, [deleting.done, onDeleted]);
  const submit = () => deleting.submit({ poolId: String(pool.id), typedName });
  const nameError = fieldError(deleting.refusal, "typedName");
  return (
    <FormModal
      title={`Delete “${pool.name}”?`}
      action="Delete pool"
      destructive
      disabled={typedName.trim() === ""}
      busy={deleting.busy}
      onSubmit={submit}
      onClose={onClose}
      refusal={deleting.refusal}
      fields={["typedName"]}
    >
      <Text as="p">
        {deletionSentence(pool, platform)} Redeemed codes and the assignment history are kept. To
        keep the codes, archive the pool instead.
      </Text>
      <TextField
        label={`Type ${pool.name} to confirm`}
        value={typedName}
        onChange={setTypedName}
        autoComplete="off"
        autoFocus
        {...(nameError ? { error: nameError } : {})}
      />
    </FormModal>
  );
}
