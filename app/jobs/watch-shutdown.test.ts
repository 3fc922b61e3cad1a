import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchShutdown } from "./watch-shutdown";

describe("a shutdown of Graphile Worker", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function watched() {
    const shutdown = watchShutdown();
    let overdue = false;
    void shutdown.overdue.then(() => {
      overdue = true;
    });
    return { shutdown, isOverdue: () => overdue };
  }

  /** A job that runs until it is ended. */
  function openJob() {
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return { run: () => ended, end };
  }

  it("is overdue five seconds after the last job ended", async () => {
    const { shutdown, isOverdue } = watched();
    const job = openJob();
    const running = shutdown.watch(job.run);
    shutdown.shuttingDown();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(isOverdue()).toBe(false);
    job.end();
    await running;
    await vi.advanceTimersByTimeAsync(4_999);
    expect(isOverdue()).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOverdue()).toBe(true);
  });

  it("is never overdue once it has ended, or while nothing shuts down", async () => {
    const { shutdown, isOverdue } = watched();
    await shutdown.watch(async () => undefined);
    await vi.advanceTimersByTimeAsync(3_600_000);
    shutdown.shuttingDown();
    shutdown.ended();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(isOverdue()).toBe(false);
  });

  it("waits for a job that was fetched late", async () => {
    const { shutdown, isOverdue } = watched();
    shutdown.shuttingDown();
    await vi.advanceTimersByTimeAsync(4_000);
    const job = openJob();
    const running = shutdown.watch(job.run);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(isOverdue()).toBe(false);
    job.end();
    await running;
  });

  it("runs no more jobs once it is overdue", async () => {
    const { shutdown } = watched();
    shutdown.shuttingDown();
    await vi.advanceTimersByTimeAsync(5_000);
    const run = vi.fn(async () => undefined);
    await expect(shutdown.watch(run)).rejects.toThrow("has been replaced");
    expect(run).not.toHaveBeenCalled();
  });
});
