import { openDatabase } from "../database/database.server";
import { describeKeys } from "../database/encryption/describe-keys";
import { listKeys } from "../database/encryption/list-keys.server";
import { openKeyring } from "../database/encryption/open-keyring.server";
import { readEnv } from "../env.server";
import { createLog } from "../log.server";
import { encryptedTables } from "./encrypted-tables.server";

/** Makes another secret for keyed hashes, if the database has lost all copies of its own. */
const newHashSecret = process.argv.includes("--new-hash-secret");

/** `npm run keys`: prints which encryption keys the data needs. Reads all encrypted tables. */
async function main(): Promise<void> {
  const env = readEnv();
  const database = openDatabase(env.DATABASE_URL, 1, createLog(env.LOG_LEVEL));
  try {
    if (newHashSecret) await openKeyring(database, env.ENCRYPTION_KEYS, { replaceLost: true });
    const uses = await listKeys(database, env.ENCRYPTION_KEYS, encryptedTables);
    process.stdout.write(`${describeKeys(uses).join("\n")}\n`);
  } finally {
    await database.close();
  }
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
