import { refreshShops } from "../features/shops/refresh-shops.server";
import { job } from "./job.server";

export const refreshShopsJob = job("refresh-shops", (services) => refreshShops(services));
