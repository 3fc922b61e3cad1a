import { BlockStack, FormLayout, Text, TextField } from "@shopify/polaris";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { DraftForm } from "./draft-form";

/** The active dates, in the shop's time zone. */
export function DateFields({ form: { draft, set, error } }: { form: DraftForm }) {
  const { timeZone } = useShopFacts();
  return (
    <BlockStack gap="400">
      <Text as="p" tone="subdued">
        Time zone: {timeZone}
      </Text>
      <FormLayout>
        <FormLayout.Group>
          <TextField
            label="Start date"
            type="date"
            value={draft.startDay}
            onChange={(startDay) => set({ startDay })}
            autoComplete="off"
            {...error("startsAt")}
          />
          <TextField
            label="Start time"
            type="time"
            value={draft.startTime}
            onChange={(startTime) => set({ startTime })}
            autoComplete="off"
          />
        </FormLayout.Group>
        <FormLayout.Group>
          <TextField
            label="End date"
            type="date"
            value={draft.endDay}
            onChange={(endDay) => set({ endDay })}
            autoComplete="off"
            helpText="Leave empty for no end date."
            {...error("endsAt")}
          />
          <TextField
            label="End time"
            type="time"
            disabled={draft.endDay === ""}
            value={draft.endTime}
            onChange={(endTime) => set({ endTime })}
            autoComplete="off"
          />
        </FormLayout.Group>
      </FormLayout>
    </BlockStack>
  );
}
