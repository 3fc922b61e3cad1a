import { useActivation } from "./use-activation";

/** Activates or deactivates a pool right away. Shows the requested state while it's being saved. */
export function StatusSwitch({
  pool,
  disabled = false,
}: {
  pool: { id: number; name: string; active: boolean };
  disabled?: boolean;
}) {
  const { set, busy, requested, refusal, dialog } = useActivation(pool);
  const active = requested ? requested === "true" : pool.active;
  return (
    <>
      <button
        type="button"
        role="switch"
        className="StatusSwitch"
        aria-checked={active}
        aria-busy={busy}
        aria-disabled={disabled}
        aria-label={`${pool.name}: ${active ? "active" : "inactive"}`}
        title={refusal?.message ?? (active ? "Active" : "Inactive")}
        onClick={() => {
          if (!disabled) set(!active);
        }}
      />
      {dialog}
    </>
  );
}
