import { expireCodes } from "../features/codes/expire-codes.server";
import { job } from "./job.server";

export const expireCodesJob = job("expire-codes", (services, _, signal) =>
  expireCodes(services, signal),
);
