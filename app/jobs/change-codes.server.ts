import { changeCodes } from "../features/codes/changing/change-codes.server";
import { job } from "./job.server";

export const changeCodesJob = job("change-codes", (services, { shopId, changeId }, signal) =>
  changeCodes(services, { id: shopId }, changeId, signal),
);
