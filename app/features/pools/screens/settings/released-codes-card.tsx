import { Card, ChoiceList } from "@shopify/polaris";

/** What becomes of a code that is taken back from its recipient, who may still have it. */
export function ReleasedCodesCard(props: { value: string; onChange: (restock: string) => void }) {
  return (
    <Card>
      <ChoiceList
        title="When you release a code"
        selected={[props.value]}
        onChange={([restock]) => props.onChange(restock ?? props.value)}
        choices={[
          {
            label: "Don’t give it out again",
            value: "false",
            helpText:
              "The code is voided. If the app added it to your store, it’s removed there and stops working.",
          },
          {
            label: "Give it to the next recipient",
            value: "true",
            helpText:
              "Choose this only if the code was never sent. Otherwise two people have the same working code.",
          },
        ]}
      />
    </Card>
  );
}
