import { ActionList, Button, Popover } from "@shopify/polaris";
import { ExportIcon } from "@shopify/polaris-icons";
import { useState } from "react";

/** Downloads what came of a campaign: all lines, or those that got no code. */
export function ResultMenu(props: {
  busy: boolean;
  disabled: boolean;
  /** Whether there are lines without a code. */
  refused: boolean;
  onExport: (fields: { format: string; lines: string }) => void;
}) {
  const [open, setOpen] = useState(false);
  const item = (content: string, format: string, lines: string) => ({
    content,
    helpText: format === "csv" ? "For email tools" : "To open in a spreadsheet",
    onAction: () => {
      setOpen(false);
      props.onExport({ format, lines });
    },
  });
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      autofocusTarget="first-node"
      activator={
        <Button
          icon={ExportIcon}
          disclosure
          variant="primary"
          loading={props.busy}
          disabled={props.disabled}
          onClick={() => setOpen(!open)}
        >
          Download result
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        items={[
          item("All lines, CSV", "csv", "all"),
          item("All lines, Excel", "xlsx", "all"),
          ...(props.refused
            ? [
                item("Skipped lines, CSV", "csv", "refused"),
                item("Skipped lines, Excel", "xlsx", "refused"),
              ]
            : []),
        ]}
      />
    </Popover>
  );
}
