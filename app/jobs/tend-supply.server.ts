import { tendSupply } from "../features/publishing/tend-supply.server";
import { job } from "./job.server";

export const tendSupplyJob = job("tend-supply", (services) => tendSupply(services));
