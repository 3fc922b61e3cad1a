import { tendImports } from "../features/codes/import/tend-imports.server";
import { job } from "./job.server";

export const tendImportsJob = job("tend-imports", (services) => tendImports(services));
