import { Text } from "@shopify/polaris";
import { type ReactNode, useState } from "react";
import { FormModal } from "../../../../ui/forms/form-modal";
import { useFormAction } from "../../../../ui/forms/use-form-action";

/**
 * Activates or deactivates a pool. If its codes wouldn't work as expected, `dialog` asks for
 * confirmation before the pool is activated.
 */
export function useActivation(pool: { id: number; name: string }) {
  const switching = useFormAction("set-active", { action: "/app?index", key: `active-${pool.id}` });
  const confirming = useFormAction("set-active", {
    action: "/app?index",
    key: `confirm-${pool.id}`,
  });
  const [dismissed, setDismissed] = useState<unknown>();
  const { refusal } = switching;
  const needsConfirmation = refusal?.failure.kind === "needs_confirmation" && refusal !== dismissed;
  const poolId = String(pool.id);
  const close = () => setDismissed(refusal);
  const dialog: ReactNode = needsConfirmation && !confirming.done && (
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
      setDismissed(undefined);
      switching.submit({ poolId, active: String(active) });
    },
    busy: switching.busy || confirming.busy,
    /** The requested state while it's being saved; null: none. */
    requested: (switching.pending ?? confirming.pending)?.get("active") ?? null,
    /** Why it failed, unless confirmation is needed. */
    refusal: refusal?.failure.kind === "needs_confirmation" ? undefined : refusal,
    dialog,
  };
}
