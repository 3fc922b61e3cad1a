import { inject } from "vitest";
import { copyDatabase } from "./copy-database";

/** A migrated database of the caller's own; resolves its connection string. */
export const copyTemplate = (): Promise<string> => copyDatabase(inject("postgresUrl"));
