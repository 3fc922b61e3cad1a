import { reconcileShops } from "../features/redemptions/reconciliation/reconcile-shops.server";
import { job } from "./job.server";

export const reconcileShopsJob = job("reconcile-shops", (services) => reconcileShops(services));
