import { ActionList, Button, Popover } from "@shopify/polaris";
import { MenuVerticalIcon } from "@shopify/polaris-icons";
import { useState } from "react";

/** The ⋮ menu of an assignment. Renders nothing without actions. */
export function HistoryActions(props: {
  /** Names the assignment for screen readers. */
  name: string;
  blocked: boolean;
  onRelease: (() => void) | undefined;
  /** Undefined if the customer was erased. */
  onBlock: (() => void) | undefined;
}) {
  const { name, blocked, onRelease, onBlock } = props;
  const [open, setOpen] = useState(false);
  if (!onRelease && !onBlock) return null;
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      preferredAlignment="right"
      autofocusTarget="first-node"
      activator={
        <Button
          icon={MenuVerticalIcon}
          variant="tertiary"
          accessibilityLabel={`Actions for ${name}`}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={() => setOpen(false)}
        items={[
          ...(onRelease ? [{ content: "Release code", onAction: onRelease }] : []),
          ...(onBlock
            ? [
                {
                  content: blocked ? "Unblock recipient" : "Block recipient",
                  destructive: !blocked,
                  onAction: onBlock,
                },
              ]
            : []),
        ]}
      />
    </Popover>
  );
}
