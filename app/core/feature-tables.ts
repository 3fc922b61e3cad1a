/** The tables a folder owns, declared in its `tables.ts` and enforced by a test. */
export interface FeatureTables {
  /** Only this folder writes them. */
  owns: readonly string[];
  /** Tables that others may read, through the view of the same name in the schema `readable`. */
  readable?: readonly string[];
  /** What others may read of them, or insert: views of the migration, each named after what it says. */
  views?: readonly string[];
}
