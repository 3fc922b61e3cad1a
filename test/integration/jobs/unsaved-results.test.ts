import { Writable } from "node:stream";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { enqueue } from "../../../app/database/enqueue.server";
import { jobOf } from "../../../app/jobs/jobs.server";
import { startWorker } from "../../../app/jobs/start-worker.server";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";

const until = (check: () => boolean | Promise<boolean>) =>
  vi.waitUntil(check, { timeout: 60_000, interval: 10 });
/** In milliseconds. */
const pace = { round: 20, lostAfter: 1500, deadAfter: 2500 };

const numbers = [1, 2, 3, 4, 5];

/** As while the database restarts: Graphile Worker cannot save that a job has ended. */
describe("jobs whose results cannot be saved", () => {
  let services: TestServices;
  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());

  it("run again, even if several in a row could not be saved", async () => {
    const shop = await insertShop(services);
    let unwritten = 0;
    const lines = new Writable({
      write: (line: Buffer, _, done) => {
        if (line.toString().includes("Failed to fail jobs")) unwritten += 1;
        done();
      },
    });
    const begun: number[] = [];
    const done: number[] = [];
    const gates = numbers.map(() => {
      let open: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      return { open, opened };
    });
    const work = jobOf("read-order", async (_, { orderId }) => {
      const number = Number(orderId);
      const first = !begun.includes(number);
      begun.push(number);
      if (!first) return void done.push(number);
      await gates[number - 1]?.opened;
      throw new Error("The connection broke.");
    });
    const process = otherServer(services, 10);
    const worker = await startWorker(
      { ...process, log: pino({ level: "error" }, lines) },
      { concurrency: numbers.length, bulkConcurrency: 1, jobs: [work], pace },
    );
    for (const number of numbers)
      await enqueue(services.database, "read-order", { shopId: shop.id, orderId: String(number) });
    await until(() => begun.length === numbers.length);

    await services.database.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';
       CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON graphile_worker._private_jobs
         FOR EACH ROW EXECUTE FUNCTION refuse();`,
    );
    for (const [index, gate] of gates.entries()) {
      gate.open();
      await until(() => unwritten === index + 1);
    }
    await services.database.query("DROP FUNCTION refuse CASCADE");

    await until(() => done.length === numbers.length);
    expect(done.toSorted()).toEqual(numbers);
    await worker.stop();
    await process.close();
  });
});
