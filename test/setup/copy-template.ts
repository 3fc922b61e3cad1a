import { inject } from "vitest";
import { copyDatabase } from "./copy-database";

/** Creates a migrated database for the caller. Resolves its connection string. */
export const copyTemplate = (): Promise<string> => copyDatabase(inject("postgresUrl"));
