import { startNightlyChecks } from "../features/publishing/reconciliation/start-nightly-checks.server";
import { job } from "./job.server";

export const startDriftChecksJob = job("start-drift-checks", (services, _, signal) =>
  startNightlyChecks(services, signal),
);
