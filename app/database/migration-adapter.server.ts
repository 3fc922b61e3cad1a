import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

const NAME_TYPE = 19;
const TEXT_TYPE = 25;

/**
 * The driver adapter that the Prisma CLI migrates through. Adapter 6.19 cannot read PostgreSQL's
 * type `name`, which the migration engine asks for, so results are labelled `text` on the way.
 */
export function migrationAdapter(databaseUrl: string): PrismaPg {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    // The CLI ends when its last connection does.
    idleTimeoutMillis: 50,
  });
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryArrayResult>;
  const queryNamesAsText = async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === NAME_TYPE) field.dataTypeID = TEXT_TYPE;
    }
    return result;
  };
  pool.query = queryNamesAsText as unknown as typeof pool.query;
  return new PrismaPg(pool);
}
