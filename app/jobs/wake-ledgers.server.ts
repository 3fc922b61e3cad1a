import { wakeLedgers } from "../features/redemptions/ledger/wake-ledgers.server";
import { job } from "./job.server";

export const wakeLedgersJob = job("wake-ledgers", (services) => wakeLedgers(services));
