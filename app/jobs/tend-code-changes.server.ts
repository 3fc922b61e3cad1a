import { tendCodeChanges } from "../features/codes/changing/tend-code-changes.server";
import { job } from "./job.server";

export const tendCodeChangesJob = job("tend-code-changes", (services) => tendCodeChanges(services));
