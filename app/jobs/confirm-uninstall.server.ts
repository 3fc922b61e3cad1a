import { confirmUninstall } from "../features/privacy/uninstall-shop.server";
import { job } from "./job.server";

export const confirmUninstallJob = job("confirm-uninstall", confirmUninstall);
