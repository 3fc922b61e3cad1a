import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RequestPriority } from "../../platform";
import { type RequestOutcome, RequestQueue } from "./request-queue";

interface Request {
  /** Arrival time in milliseconds. */
  at: number;
  cost: number;
  /** Actual cost as a share of `cost`, 0 to 1. */
  share: number;
  workMs: number;
  urgency: RequestPriority;
}

/** Shopify's bucket, behind a network with latency. */
class Bucket {
  throttled = 0;
  #at = performance.now();

  constructor(
    readonly maximum: number,
    readonly rate: number,
    private points: number,
    private readonly lineMs: number,
  ) {}

  async respond({ cost, share, workMs }: Request): Promise<RequestOutcome<"done" | "throttled">> {
    await pause(this.lineMs);
    this.#restore();
    const accepted = this.points >= cost;
    if (accepted) this.points -= cost;
    else this.throttled += 1;
    if (accepted) await pause(workMs);
    const spent = accepted ? Math.ceil(cost * share) : 0;
    this.#restore();
    if (accepted) this.points += cost - spent;
    const status = {
      maximumAvailable: this.maximum,
      currentlyAvailable: Math.max(0, Math.floor(this.points)),
      restoreRate: this.rate,
    };
    await pause(this.lineMs);
    return { value: accepted ? "done" : "throttled", receipt: { bucket: status, spent } };
  }

  /** Another process takes points. */
  drain(points: number): void {
    this.#restore();
    this.points = Math.max(0, this.points - points);
  }

  #restore(): void {
    const now = performance.now();
    this.points = Math.min(this.maximum, this.points + ((now - this.#at) / 1000) * this.rate);
    this.#at = now;
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

interface Ran {
  request: Request;
  started: number;
}

/** Runs requests through one queue and records when each was sent. */
async function run(bucket: Bucket, requests: readonly Request[]): Promise<Ran[]> {
  const queue = new RequestQueue();
  const ran: Ran[] = [];
  const begin = performance.now();
  const all = requests.map(async (request) => {
    await pause(request.at);
    const result = await queue.run(request.cost, request.urgency, () => {
      ran.push({ request, started: performance.now() - begin });
      return bucket.respond(request);
    });
    return result;
  });
  const over = Promise.all(all);
  // vitest's own vi.runAllTimersAsync takes a millisecond of real time per timer.
  const settled = () => new Promise(setImmediate);
  for (await settled(); vi.getTimerCount() > 0; await settled()) vi.advanceTimersToNextTimer();
  await over;
  return ran;
}

const urgency = fc.constantFrom<RequestPriority>("bulk", "normal", "urgent");
const request = fc.record({
  at: fc.integer({ min: 0, max: 3_000 }),
  cost: fc.integer({ min: 1, max: 60 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  workMs: fc.integer({ min: 0, max: 800 }),
  urgency,
});
const plan = fc.constantFrom<[maximum: number, rate: number]>([2000, 100], [4000, 200], [1000, 50]);
const scene = {
  plan,
  fill: fc.double({ min: 0.25, max: 1, noNaN: true }),
  lineMs: fc.integer({ min: 0, max: 150 }),
};

describe("request queue of a shop", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is never throttled, and sends every request", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record(scene),
        fc.array(request, { minLength: 100, maxLength: 150 }),
        async ({ plan: [maximum, rate], fill, lineMs }, requests) => {
          const bucket = new Bucket(maximum, rate, maximum * fill, lineMs);
          const ran = await run(bucket, requests);
          expect(bucket.throttled).toBe(0);
          expect(ran).toHaveLength(requests.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("sends urgent requests right away during any upload", async () => {
    const upload = fc.array(
      fc.record({
        cost: fc.integer({ min: 1, max: 60 }),
        workMs: fc.integer({ min: 0, max: 500 }),
      }),
      { minLength: 50, maxLength: 300 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.record(scene),
        upload,
        async ({ plan: [maximum, rate], fill, lineMs }, bulk) => {
          const bucket = new Bucket(maximum, rate, maximum * fill, lineMs);
          const requests: Request[] = bulk.map((one) => ({
            ...one,
            at: 0,
            share: 1,
            urgency: "bulk",
          }));
          // One code every 250 ms, which even the slowest bucket can restore.
          for (let at = 2_000; at < 20_000; at += 250) {
            requests.push({ at, cost: 10, share: 1, workMs: 50, urgency: "urgent" });
          }
          const ran = await run(bucket, requests);
          const waits = ran
            .filter((one) => one.request.urgency === "urgent")
            .map(({ request: { at }, started }) => started - at);
          expect(Math.max(...waits)).toBe(0);
          expect(ran).toHaveLength(requests.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("sends requests of the same priority in order, expensive or cheap", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ cost: fc.integer({ min: 1, max: 900 }), urgency }), {
          minLength: 2,
          maxLength: 60,
        }),
        async (requested) => {
          const requests = requested.map((one) => ({ ...one, at: 0, share: 1, workMs: 20 }));
          const ran = await run(new Bucket(1000, 50, 1000, 10), requests);
          for (const kind of ["bulk", "normal", "urgent"]) {
            const came = requests.filter((request) => request.urgency === kind);
            const went = ran.map((one) => one.request).filter((one) => one.urgency === kind);
            expect(went).toEqual(came);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("uses every point above the reserve", async () => {
    const bucket = new Bucket(2000, 100, 2000, 20);
    const requests = Array.from({ length: 400 }, () => ({
      at: 0,
      cost: 10,
      share: 1,
      workMs: 30,
      urgency: "bulk" as const,
    }));
    const ran = await run(bucket, requests);
    const last = ran.at(-1)?.started ?? 0;
    // 4,000 points from a bucket of 2,000 that restores 100 per second and keeps 60.
    expect(last).toBeGreaterThan(20_400);
    expect(last).toBeLessThan(20_900);
  });

  it("corrects its estimate when another process has used points", async () => {
    const bucket = new Bucket(2000, 100, 2000, 20);
    setTimeout(() => bucket.drain(2000), 500);
    const requests = Array.from({ length: 60 }, (_none, at) => ({
      at: at * 100,
      cost: 20,
      share: 1,
      workMs: 30,
      urgency: "normal" as const,
    }));
    await run(bucket, requests);
    // Only requests in flight at that moment are throttled.
    expect(bucket.throttled).toBeGreaterThan(0);
    expect(bucket.throttled).toBeLessThanOrEqual(2);
  });

  it("continues after a request fails", async () => {
    const queue = new RequestQueue();
    const failing = queue.run(10, "normal", () => Promise.reject(new Error("broken")));
    await expect(failing).rejects.toThrow("broken");
    const fine = queue.run(10, "normal", async () => ({ value: "fine", receipt: null }));
    expect(await fine).toBe("fine");
  });
});
