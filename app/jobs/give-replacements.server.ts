import { giveReplacements } from "../features/redemptions/replacements/give-replacements.server";
import { job } from "./job.server";

export const giveReplacementsJob = job("give-replacements", (services, _payload, signal) =>
  giveReplacements(services, signal),
);
