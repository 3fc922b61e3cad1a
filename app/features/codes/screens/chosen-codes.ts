/** Codes that a bulk action is about: some of the page, or every one that the list shows, all pages. */
export type ChosenCodes =
  | { kind: "some"; ids: readonly number[] }
  /** `count`: null where a search makes it unknown. */
  | { kind: "all"; search: string; count: number | null };

/** `12 codes`, `all 4,787 codes`, `all codes that start with “SPRING”`. */
export function chosenText(chosen: ChosenCodes, count: (value: number) => string): string {
  if (chosen.kind === "some") return count(chosen.ids.length);
  if (chosen.count !== null) return `all ${count(chosen.count)}`;
  return `all codes that start with “${chosen.search}”`;
}

/** The intent for the chosen codes, and the fields that say which they are. */
export function chosenFields(chosen: ChosenCodes): {
  suffix: "" | "-all";
  fields: Record<string, string>;
} {
  return chosen.kind === "some"
    ? { suffix: "", fields: { codeIds: chosen.ids.join(",") } }
    : { suffix: "-all", fields: { search: chosen.search } };
}
