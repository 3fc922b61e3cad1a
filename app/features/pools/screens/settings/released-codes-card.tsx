import { Card, ChoiceList } from "@shopify/polaris";

/**
 * Whether released codes can be assigned again, although the first recipient may still have them.
 */
export function ReleasedCodesCard(props: { value: string; onChange: (restock: string) => void }) {
  return (
    <Card>
      <ChoiceList
        title="When you release a code"
        selected={[props.value]}
        onChange={([restock]) => props.onChange(restock ?? props.value)}
        choices={[
          {
            label: "Don’t assign it again",
            value: "false",
            helpText:
              "The code is voided. If the app added it to your store, it’s removed there and stops working.",
          },
          {
            label: "Assign it to the next customer",
            value: "true",
            helpText:
              "Choose this only if the code was never sent. Otherwise two customers could use the same code.",
          },
        ]}
      />
    </Card>
  );
}
