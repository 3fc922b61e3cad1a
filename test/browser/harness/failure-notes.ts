/** Functions whose text a failed test's report adds to its error. */
export const failureNotes = new Set<() => Promise<string>>();
