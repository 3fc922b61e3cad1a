import { ActionList, Button, Popover } from "@shopify/polaris";
import { MenuVerticalIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useNavigate } from "../../../../ui/browser";
import { useFormAction } from "../../../../ui/forms/use-form-action";
import type { PoolType } from "../../pool";

/** The ⋮ menu of a pool in the list. */
export function PoolActions({
  pool,
  onDelete,
}: {
  pool: { id: number; name: string; type: PoolType; archivedAt: Date | string | null };
  onDelete: () => void;
}) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const archiving = useFormAction("archive", { action: "/app?index" });
  const goTo = (path: string) => () => navigate(`/app/pools/${pool.id}${path}`);
  const archived = pool.archivedAt !== null;
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      preferredAlignment="right"
      activator={
        <Button
          icon={MenuVerticalIcon}
          variant="tertiary"
          accessibilityLabel={`Actions for ${pool.name}`}
          loading={archiving.busy}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <ActionList
        actionRole="menuitem"
        onActionAnyItem={() => setOpen(false)}
        items={[
          { content: "View details", onAction: goTo("") },
          { content: "Edit", onAction: goTo("/settings") },
          ...(pool.type === "dynamic"
            ? []
            : [{ content: "Upload codes", onAction: goTo("/import") }]),
          { content: "Manage assignments", onAction: goTo("/assigned") },
          { content: "Use in emails", onAction: goTo("/emails") },
          {
            content: archived ? "Restore" : "Archive",
            onAction: () =>
              archiving.submit({ poolId: String(pool.id), archived: String(!archived) }),
          },
          { content: "Delete", destructive: true, onAction: onDelete },
        ]}
      />
    </Popover>
  );
}
