import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Keyring, keyringOf } from "../../../app/core/encryption/keyring.server";
import { encryptionKeysOf } from "../../../dev/stack/encryption-keys";
import { startWorkerProcess } from "../../../dev/stack/start-worker-process";
import { testKey, testKeyring } from "../../factories/test-keys";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertRecipients } from "./rotation-fixture";

describe("processes with encryption keys", () => {
  let services: TestServices;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "coupon-pools-keys-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  // A process that starts stores its keys in the database.
  beforeEach(async () => {
    services = await openTestServices();
  });
  afterEach(() => services.close());

  it("exit with an error message if a key is missing or has the wrong secret", async () => {
    const start = (keyring: ReturnType<typeof testKeyring>) =>
      startWorkerProcess(services.databaseUrl, keyring, folder);
    await expect(start(testKeyring("2027a"))).rejects.toThrow(
      'data that is encrypted with the key "test", which ENCRYPTION_KEYS does not have',
    );
    const other = { id: "test", secret: testKey("other").secret };
    await expect(start(keyringOf([other], Buffer.alloc(0)))).rejects.toThrow(
      'The key "test" in ENCRYPTION_KEYS is not the one',
    );
  });

  it("start with the keys in another order, and `npm run keys` shows which data needs which key", async () => {
    await insertRecipients(services, await insertShop(services), 2);
    const keyring = testKeyring("2027a", "test");
    const worker = await startWorkerProcess(services.databaseUrl, keyring, folder);
    await worker.stop();
    expect(await runKeys(keyring)).toBe(
      "2027a  encrypts  no data yet\ntest   decrypts  recipient 2\n",
    );
  });

  it("start again after the hash secret was lost and an operator made another", async () => {
    await insertRecipients(services, await insertShop(services), 2);
    await services.database.query("DELETE FROM encryption_key");
    const keyring = testKeyring("test");
    const start = () => startWorkerProcess(services.databaseUrl, keyring, folder);
    await expect(start()).rejects.toThrow("The table encryption_key is empty");
    await runKeys(keyring, "--new-hash-secret");
    const worker = await start();
    await worker.stop();
  });

  /** Runs `npm run keys` with these arguments. Resolves what it prints. */
  async function runKeys(keyring: Keyring, ...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "app/jobs/keys.ts", ...args],
      {
        env: {
          ...process.env,
          DATABASE_URL: services.databaseUrl,
          ENCRYPTION_KEYS: encryptionKeysOf(keyring),
          SHOPIFY_API_KEY: "none",
          SHOPIFY_API_SECRET: "none",
          SHOPIFY_APP_URL: "http://127.0.0.1:1",
          SCOPES: "read_customers",
          SMTP_URL: "smtp://127.0.0.1:1",
          MAIL_FROM: "nobody@example.com",
        },
      },
    );
    return stdout;
  }
});
