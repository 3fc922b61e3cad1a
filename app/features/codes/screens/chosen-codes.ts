/** The selection for a bulk action: codes of the page, or all codes of the list. */
export type ChosenCodes =
  | { kind: "some"; ids: readonly number[] }
  /** `count`: null if unknown because of a search. */
  | { kind: "all"; search: string; count: number | null };

/** `12 codes`, `all 4,787 codes`, `all codes that start with “SPRING”`. */
export function chosenText(chosen: ChosenCodes, count: (value: number) => string): string {
  if (chosen.kind === "some") return count(chosen.ids.length);
  if (chosen.count !== null) return `all ${count(chosen.count)}`;
  return `all codes that start with “${chosen.search}”`;
}

/** The action for the selection, and the form fields that describe it. */
export function chosenFields(chosen: ChosenCodes): {
  suffix: "" | "-all";
  fields: Record<string, string>;
} {
  return chosen.kind === "some"
    ? { suffix: "", fields: { codeIds: chosen.ids.join(",") } }
    : { suffix: "-all", fields: { search: chosen.search } };
}
