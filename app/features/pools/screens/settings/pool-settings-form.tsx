import {
  Banner,
  BlockStack,
  Card,
  ChoiceList,
  FormLayout,
  Text,
  TextField,
} from "@shopify/polaris";
import { useEffect, useState } from "react";
import { SaveBar } from "../../../../ui/forms/save-bar";
import { fieldError, useFormAction } from "../../../../ui/forms/use-form-action";
import { CancelPolicyCard } from "./cancel-policy-card";
import { FallbackField } from "./fallback-field";
import { ReleasedCodesCard } from "./released-codes-card";

export interface SettingsFields {
  resendPolicy: string;
  resendDays: string;
  cancelPolicy: string;
  restockReleased: string;
  fallbackPoolId: string;
  defaultAssignBy: string;
  defaultUseBy: string;
  defaultUseWithinDays: string;
}

/**
 * A pool's assignment settings. Unsaved changes open the admin's save bar. They're kept on top of
 * the new values if the pool changes elsewhere.
 */
export function PoolSettingsForm(props: {
  pool: { id: number; version: number; type: string };
  saved: SettingsFields;
  fallbackName: string;
  timeZone: string;
  /** Whether the store accepts a code again after its order was canceled. */
  restore: "works" | "fails";
}) {
  const { pool, saved } = props;
  const saving = useFormAction("save");
  const [edits, setEdits] = useState<Partial<SettingsFields>>({});
  const [edition, setEdition] = useState(0);
  const fields = { ...saved, ...edits };
  const set = (name: keyof SettingsFields) => (value: string) =>
    setEdits((before) => ({ ...before, [name]: value }));
  const dirty = Object.entries(saved).some(
    ([name, value]) => fields[name as keyof SettingsFields] !== value,
  );
  const error = (name: keyof SettingsFields) => fieldError(saving.refusal, name);
  const shown = (name: keyof SettingsFields) => {
    const message = error(name);
    return message ? { error: message } : {};
  };
  const discard = () => {
    setEdits({});
    setEdition(edition + 1);
  };
  const { done } = saving;
  useEffect(() => {
    if (done) setEdits({});
  }, [done]);
  const general = saving.refusal && !saving.refusal.failure.field;
  return (
    <BlockStack gap="400">
      <SaveBar
        id="pool-settings"
        open={dirty}
        saving={saving.busy}
        onSave={() => saving.submit({ ...fields, version: String(pool.version) })}
        onDiscard={discard}
      />
      {general && (
        <div data-testid="settings-refusal">
          <Banner tone="critical">{saving.refusal?.message}</Banner>
        </div>
      )}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            Assignment
          </Text>
          <ChoiceList
            title="If a customer requests another code, assign"
            selected={[fields.resendPolicy]}
            onChange={([policy]) => set("resendPolicy")(policy ?? saved.resendPolicy)}
            choices={[
              { label: "the same code while it’s valid and unused", value: "same_while_valid" },
              {
                label: "the same code for a set number of days",
                value: "same_for_days",
                renderChildren: (selected) =>
                  selected && (
                    <TextField
                      label="Days"
                      type="number"
                      min={1}
                      value={fields.resendDays}
                      onChange={set("resendDays")}
                      autoComplete="off"
                      {...shown("resendDays")}
                    />
                  ),
              },
              { label: "a new code every time", value: "always_new" },
            ]}
          />
          <FallbackField
            key={`${edition} ${saved.fallbackPoolId}`}
            poolId={pool.id}
            value={fields.fallbackPoolId}
            name={props.fallbackName}
            error={error("fallbackPoolId")}
            onChange={set("fallbackPoolId")}
          />
        </BlockStack>
      </Card>
      {pool.type === "static" && (
        <ReleasedCodesCard value={fields.restockReleased} onChange={set("restockReleased")} />
      )}
      {pool.type !== "shared" && (
        <CancelPolicyCard
          value={fields.cancelPolicy}
          restore={props.restore}
          onChange={set("cancelPolicy")}
        />
      )}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            Default expiration
          </Text>
          <Text as="p" tone="subdued">
            For codes added without their own dates. Dates end at 11:59 PM ({props.timeZone}).
          </Text>
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label="Pool expiration (assign by)"
                type="date"
                value={fields.defaultAssignBy}
                onChange={set("defaultAssignBy")}
                autoComplete="off"
                helpText="Last day to assign a code."
                {...shown("defaultAssignBy")}
              />
              <TextField
                label="User expiration (use by)"
                type="date"
                value={fields.defaultUseBy}
                onChange={set("defaultUseBy")}
                autoComplete="off"
                helpText="Last day to redeem a code."
                {...shown("defaultUseBy")}
              />
              <TextField
                label="User expiration (days)"
                type="number"
                min={1}
                value={fields.defaultUseWithinDays}
                onChange={set("defaultUseWithinDays")}
                autoComplete="off"
                helpText="Days after assignment. The earlier date applies."
                {...shown("defaultUseWithinDays")}
              />
            </FormLayout.Group>
          </FormLayout>
        </BlockStack>
      </Card>
    </BlockStack>
  );
}
