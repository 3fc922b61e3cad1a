/** Which tables of the database a folder answers for: `tables.ts` in it says so, and a test holds it. */
export interface FeatureTables {
  /** Only this folder writes them. */
  owns: readonly string[];
  /** Tables of others that it writes all the same, with the reason. */
  alsoWrites?: Readonly<Record<string, string>>;
}
