const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** Describes the clock offset: "real time", "3 d 2 h ahead". */
export function clockLabel(offsetMs: number): string {
  const size = Math.abs(offsetMs);
  if (size < 1000) return "real time";
  const days = Math.floor(size / DAY_MS);
  const hours = Math.floor((size % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((size % HOUR_MS) / 60_000);
  const parts = [days && `${days} d`, hours && `${hours} h`, minutes && `${minutes} min`];
  const text = parts.filter(Boolean).join(" ") || "a few seconds";
  return `${text} ${offsetMs > 0 ? "ahead" : "behind"}`;
}
