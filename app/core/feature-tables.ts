/** Which tables of the database a folder answers for: `tables.ts` in it says so, and a test holds it. */
export interface FeatureTables {
  /** Only this folder writes them. */
  owns: readonly string[];
  /** What others may read of them, or insert: views of the migration, each named after what it says. */
  views?: readonly string[];
}
