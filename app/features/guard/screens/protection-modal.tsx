import { Checkbox, List, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { FormModal } from "../../../ui/forms/form-modal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { showToast } from "../../../ui/toast";
import { consequences, type ProtectedPool } from "./protection-text";

/** Chooses who can use a pool's codes, and until when. Says what a change does before it is saved. */
export function ProtectionModal({ pool, onClose }: { pool: ProtectedPool; onClose: () => void }) {
  const saving = useFormAction("protect", { action: "/app?index" });
  const [holderOnly, setHolderOnly] = useState(pool.holderOnly);
  const [personalExpiration, setPersonalExpiration] = useState(pool.personalExpiration);
  const { done } = saving;
  useEffect(() => {
    if (!done) return;
    showToast("Protection saved");
    onClose();
  }, [done, onClose]);
  const after = { ...pool, holderOnly, personalExpiration };
  const effects = consequences(pool, after, pool.available);
  const unchanged =
    holderOnly === pool.holderOnly && personalExpiration === pool.personalExpiration;
  return (
    <FormModal
      title="Protection at checkout"
      action="Save"
      busy={saving.busy}
      disabled={unchanged}
      onSubmit={() =>
        saving.submit({
          poolId: String(pool.id),
          version: String(pool.version),
          holderOnly: String(holderOnly),
          personalExpiration: String(personalExpiration),
        })
      }
      onClose={onClose}
      refusal={saving.refusal}
      fields={[]}
    >
      {pool.type !== "shared" && (
        <Checkbox
          label="Only the recipient can use a code"
          helpText={
            pool.type === "dynamic"
              ? "The buyer’s email or customer account has to be the one that the code was assigned to."
              : "Checks customers that your store knows. Guests can use any code."
          }
          checked={holderOnly}
          onChange={setHolderOnly}
        />
      )}
      <Checkbox
        label="Codes stop working after their own last day"
        helpText={
          pool.type === "dynamic"
            ? "At the end of the day, in your store’s time zone. The date is part of the code, so it can’t be extended later."
            : "At the end of the day, in your store’s time zone."
        }
        checked={personalExpiration}
        onChange={setPersonalExpiration}
      />
      {effects.length > 0 && (
        <div data-testid="protection-effects">
          <Text as="h3" variant="headingSm">
            What happens
          </Text>
          <List>
            {effects.map((effect) => (
              <List.Item key={effect}>{effect}</List.Item>
            ))}
          </List>
        </div>
      )}
    </FormModal>
  );
}
