import { Box, Button, Checkbox, InlineStack } from "@shopify/polaris";
import { count } from "../../../core/format";
import { type ChosenCodes, chosenText } from "./chosen-codes";

/** Selection of codes, on this page or all pages, and the bulk actions. */
export function BulkBar(props: {
  chosen: ChosenCodes | undefined;
  allOnPage: boolean;
  /** Whether the list has more pages, and its total; null: unknown. */
  more: boolean;
  total: number | null;
  search: string;
  onPage: (on: boolean) => void;
  onEverything: () => void;
  onEdit: () => void;
  onVoid: () => void;
}) {
  const { chosen, total, search } = props;
  const every = { kind: "all", search, count: total } as const;
  const words = (value: number) => count(value, "code");
  return (
    <Box paddingInline="300" paddingBlockEnd="300">
      <InlineStack gap="400" blockAlign="center">
        <Checkbox
          label="Select all on this page"
          checked={props.allOnPage || chosen?.kind === "all"}
          onChange={props.onPage}
        />
        {props.allOnPage && props.more && chosen?.kind === "some" && (
          <Button variant="plain" onClick={props.onEverything}>
            {`Select ${chosenText(every, words)}`}
          </Button>
        )}
        {chosen && (
          <>
            <Button size="slim" onClick={props.onEdit}>
              {`Edit ${chosenText(chosen, words)}`}
            </Button>
            <Button size="slim" tone="critical" onClick={props.onVoid}>
              {`Void ${chosenText(chosen, words)}`}
            </Button>
          </>
        )}
      </InlineStack>
    </Box>
  );
}
