import { type JobName, type JobPayload, jobCatalogue } from "../database/job-catalogue";
import type { Services } from "../services.server";

/** A job as the worker runs it. */
export interface Job {
  name: JobName;
  run(services: Services, payload: unknown, signal: AbortSignal): Promise<void>;
}

/**
 * Declares a job: the payload is parsed, then one feature function is called. `signal` is aborted
 * when the worker is told to stop: a long job throws at its next safe point and is run again.
 */
export function job<Name extends JobName>(
  name: Name,
  run: (services: Services, payload: JobPayload<Name>, signal: AbortSignal) => Promise<unknown>,
): Job {
  return {
    name,
    run: async (services, payload, signal) => {
      await run(services, jobCatalogue[name].payload.parse(payload) as JobPayload<Name>, signal);
    },
  };
}
