import { Text } from "@shopify/polaris";
import { type ReactNode, useState } from "react";
import { FormModal } from "../../../../ui/forms/form-modal";
import { useFormAction } from "../../../../ui/forms/use-form-action";

/**
 * Switches a pool on or off. When its codes would not work as expected, the answer to "on" is a
 * question: `dialog` asks it, and activates the pool once the person confirms.
 */
export function useActivation(pool: { id: number; name: string }) {
  const switching = useFormAction("set-active", { action: "/app?index", key: `active-${pool.id}` });
  const confirming = useFormAction("set-active", {
    action: "/app?index",
    key: `confirm-${pool.id}`,
  });
  const [answered, setAnswered] = useState<unknown>();
  const { refusal } = switching;
  const asks = refusal?.failure.kind === "needs_confirmation" && refusal !== answered;
  const poolId = String(pool.id);
  const close = () => setAnswered(refusal);
  const dialog: ReactNode = asks && !confirming.done && (
    <FormModal
      title={`Activate “${pool.name}”?`}
      action="Activate anyway"
      destructive
      busy={confirming.busy}
      onSubmit={() => confirming.submit({ poolId, active: "true", confirmed: "true" })}
      onClose={close}
      refusal={confirming.refusal}
      fields={[]}
    >
      <Text as="p" breakWord>
        {refusal.message}
      </Text>
    </FormModal>
  );
  return {
    set: (active: boolean) => {
      setAnswered(undefined);
      switching.submit({ poolId, active: String(active) });
    },
    busy: switching.busy || confirming.busy,
    /** What was asked for and is on its way; null: nothing. */
    wanted: (switching.pending ?? confirming.pending)?.get("active") ?? null,
    /** Why it could not be done, where that is no question. */
    refusal: refusal?.failure.kind === "needs_confirmation" ? undefined : refusal,
    dialog,
  };
}
