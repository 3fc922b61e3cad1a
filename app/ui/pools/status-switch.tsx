import { useIntent } from "../use-intent";

/** Switches a pool on or off and saves at once; shows what was asked for while it is on its way. */
export function StatusSwitch({
  pool,
  disabled = false,
}: {
  pool: { id: number; name: string; active: boolean };
  disabled?: boolean;
}) {
  const switching = useIntent("set-active", { action: "/app?index", key: `active-${pool.id}` });
  const wanted = switching.pending?.get("active");
  const active = wanted ? wanted === "true" : pool.active;
  return (
    <button
      type="button"
      role="switch"
      className="StatusSwitch"
      aria-checked={active}
      aria-busy={switching.busy}
      aria-disabled={disabled}
      aria-label={`${pool.name}: ${active ? "active" : "inactive"}`}
      title={switching.refusal?.message ?? (active ? "Active" : "Inactive")}
      onClick={() => {
        if (!disabled) switching.submit({ poolId: String(pool.id), active: String(!active) });
      }}
    />
  );
}
