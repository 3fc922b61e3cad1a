/** The name and UTC offset of a time zone at a time. */
export function timeZoneAt(
  timeZone: string,
  at: number,
): { abbreviation: string; offset: string; minutes: number } {
  const named = (style: "short" | "longOffset"): string =>
    new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: style })
      .formatToParts(at)
      .find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "00", minutes = "00"] =
    /GMT([+-])(\d\d):(\d\d)/.exec(named("longOffset")) ?? [];
  const distance = Number(hours) * 60 + Number(minutes);
  return {
    abbreviation: named("short"),
    offset: `${sign}${hours}${minutes}`,
    minutes: sign === "-" ? -distance : distance,
  };
}
