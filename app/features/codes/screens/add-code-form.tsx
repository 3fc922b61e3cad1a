import {
  BlockStack,
  Button,
  Card,
  Form,
  FormLayout,
  InlineGrid,
  InlineStack,
  Text,
  TextField,
} from "@shopify/polaris";
import { useEffect, useState } from "react";
import { Link } from "../../../ui/browser";
import { Refusal } from "../../../ui/forms/refusal";
import { fieldError, useFormAction } from "../../../ui/forms/use-form-action";
import { showToast } from "../../../ui/toast";

const empty = { code: "", message: "", assignBy: "", useBy: "", useWithinDays: "" };

/** Adds one code. The fields keep their input until it was added. */
export function AddCodeForm({ poolId, timeZone }: { poolId: number; timeZone: string }) {
  const adding = useFormAction("add", { action: `/app/pools/${poolId}?index` });
  const [fields, setFields] = useState(empty);
  const [added, setAdded] = useState<string>();
  useEffect(() => {
    if (!adding.done) return;
    showToast("Code added");
    setFields((before) => {
      setAdded(before.code.trim());
      return empty;
    });
  }, [adding.done]);
  const set = (name: keyof typeof empty) => (value: string) =>
    setFields((before) => ({ ...before, [name]: value }));
  const shown = (name: keyof typeof empty) => {
    const error = fieldError(adding.refusal, name);
    return error ? { error } : {};
  };
  const general = adding.refusal?.failure.field ? undefined : adding.refusal?.message;
  return (
    <Card>
      <Form onSubmit={() => adding.submit(fields)}>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Add code
          </Text>
          <Refusal message={general} />
          <FormLayout>
            <FormLayout.Group condensed>
              <TextField
                label="Code"
                requiredIndicator
                value={fields.code}
                onChange={set("code")}
                autoComplete="off"
                {...shown("code")}
              />
              <TextField
                label="Message"
                value={fields.message}
                onChange={set("message")}
                autoComplete="off"
                {...shown("message")}
              />
            </FormLayout.Group>
            <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
              <TextField
                label="Pool expiration (assign by)"
                type="date"
                value={fields.assignBy}
                onChange={set("assignBy")}
                autoComplete="off"
                helpText={`Won’t be assigned after this date (${timeZone}).`}
                {...shown("assignBy")}
              />
              <TextField
                label="User expiration (use by)"
                type="date"
                value={fields.useBy}
                onChange={set("useBy")}
                autoComplete="off"
                helpText="Can’t be used after this date."
                {...shown("useBy")}
              />
              <TextField
                label="User expiration (days)"
                type="number"
                min={1}
                value={fields.useWithinDays}
                onChange={set("useWithinDays")}
                autoComplete="off"
                helpText="Counted from assignment. The earlier date applies."
                {...shown("useWithinDays")}
              />
            </InlineGrid>
          </FormLayout>
          <InlineStack gap="400" blockAlign="center">
            <Button submit loading={adding.busy} disabled={fields.code.trim() === ""}>
              Add
            </Button>
            {added && (
              <div role="status">
                <Text as="span">
                  {added} was added as the last code of the pool.{" "}
                  <Link to={`/app/pools/${poolId}?search=${encodeURIComponent(added)}`}>
                    Show it
                  </Link>
                </Text>
              </div>
            )}
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  );
}
