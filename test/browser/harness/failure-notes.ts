/** What the report of a failed test adds to its error, from whoever has something to say. */
export const failureNotes = new Set<() => Promise<string>>();
