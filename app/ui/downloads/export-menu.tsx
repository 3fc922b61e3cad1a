import { ActionList, Button, Popover } from "@shopify/polaris";
import { ExportIcon } from "@shopify/polaris-icons";
import { useState } from "react";

/** Downloads all pages of the list as CSV or Excel. */
export function ExportMenu({
  busy,
  disabled,
  onExport,
}: {
  busy: boolean;
  disabled: boolean;
  onExport: (format: "csv" | "xlsx") => void;
}) {
  const [open, setOpen] = useState(false);
  const choose = (format: "csv" | "xlsx") => () => {
    setOpen(false);
    onExport(format);
  };
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      autofocusTarget="first-node"
      activator={
        <Button
          icon={ExportIcon}
          disclosure
          loading={busy}
          disabled={disabled}
          onClick={() => setOpen(!open)}
        >
          Export
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        items={[
          { content: "Export CSV", helpText: "For email tools", onAction: choose("csv") },
          {
            content: "Export Excel",
            helpText: "To open in a spreadsheet",
            onAction: choose("xlsx"),
          },
        ]}
      />
    </Popover>
  );
}
