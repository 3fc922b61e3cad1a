import {
  Banner,
  BlockStack,
  Button,
  Checkbox,
  Form,
  InlineStack,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";

/** Initial value when the alert is turned on for the first time. */
const suggested = "100";

/** The checkbox and the number for "Alert when codes drop below". */
export function ThresholdForm({ poolId, saved }: { poolId: number; saved: number | null }) {
  const saving = useFormAction("set-low-stock-threshold", { action: "/app?index" });
  const [on, setOn] = useState(saved !== null);
  const [threshold, setThreshold] = useState(saved === null ? suggested : String(saved));
  const dirty = on ? threshold.trim() !== String(saved ?? "") : saved !== null;
  const error =
    on && threshold.trim() === "" ? "Enter a number." : fieldError(saving.refusal, "threshold");
  const submit = () => {
    if (on && threshold.trim() === "") return;
    saving.submit({ poolId: String(poolId), threshold: on ? threshold : "" });
  };
  return (
    <Form onSubmit={submit} noValidate>
      <BlockStack gap="300">
        {saving.refusal && !error && <Banner tone="critical">{saving.refusal.message}</Banner>}
        <Checkbox label="Alert when codes drop below" checked={on} onChange={setOn} />
        <InlineStack gap="200" blockAlign="start">
          <TextField
            label="Threshold"
            labelHidden
            type="number"
            min={1}
            suffix="codes"
            value={threshold}
            onChange={setThreshold}
            disabled={!on}
            autoComplete="off"
            {...(error ? { error } : {})}
          />
          <Button submit disabled={!dirty} loading={saving.busy}>
            Save
          </Button>
        </InlineStack>
      </BlockStack>
    </Form>
  );
}
