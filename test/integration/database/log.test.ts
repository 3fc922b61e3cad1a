import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { createLog } from "../../../app/log.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("the log", () => {
  let services: TestServices;
  let shop: ShopContext;
  let written = "";
  const log = createLog("info", {
    write: (line: string) => {
      written += line;
    },
  });

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  async function logFailure(statement: string, values: unknown[]): Promise<string> {
    written = "";
    const error = await services.database.query(statement, values).then(
      () => undefined,
      (failed: unknown) => failed,
    );
    log.error({ err: error }, "request failed");
    log.error({ err: new Error("job failed", { cause: error }) }, "job failed");
    log.error({ err: new AggregateError([error], "several failed") }, "several failed");
    return written;
  }

  it("describes a database error without the values involved", async () => {
    const insert = "INSERT INTO alert_recipient (shop_id, email) VALUES ($1, $2)";
    await services.database.query(insert, [shop.id, "ada@example.com"]);
    const lines = await logFailure(insert, [shop.id, "ada@example.com"]);
    expect(lines).toContain("alert_recipient_pkey");
    expect(lines).toContain("23505");
    expect(lines).not.toContain("ada@example.com");
  });

  it("describes a value that couldn't be parsed by its type only", async () => {
    const lines = await logFailure("SELECT $1::text::int", ["ada@example.com"]);
    expect(lines).toContain("invalid input syntax for type integer");
    expect(lines).not.toContain("ada@example.com");
  });

  it("redacts addresses and tokens at any depth", () => {
    written = "";
    const person = { email: "ada@example.com", accessToken: "shpat_1" };
    log.info({ ...person, request: { body: { customer: person } } }, "received");
    expect(written).toContain("received");
    expect(written).not.toMatch(/ada@example|shpat_1/);
  });
});
