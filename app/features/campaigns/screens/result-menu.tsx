import { ActionList, Button, Popover } from "@shopify/polaris";
import { ExportIcon } from "@shopify/polaris-icons";
import { useState } from "react";

/** Downloads the result of a campaign: all rows, or the skipped ones. */
export function ResultMenu(props: {
  busy: boolean;
  disabled: boolean;
  /** Whether there are skipped rows. */
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
          item("All rows, CSV", "csv", "all"),
          item("All rows, Excel", "xlsx", "all"),
          ...(props.refused
            ? [
                item("Skipped rows, CSV", "csv", "refused"),
                item("Skipped rows, Excel", "xlsx", "refused"),
              ]
            : []),
        ]}
      />
    </Popover>
  );
}
