import { removeFirstCode } from "../features/discounts/creation/remove-first-code.server";
import { job } from "./job.server";

export const removeFirstCodeJob = job("remove-first-code", removeFirstCode);
