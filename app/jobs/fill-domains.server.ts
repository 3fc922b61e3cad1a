import { fillDomains } from "../features/recipients/fill-domains.server";
import { job } from "./job.server";

export const fillDomainsJob = job("fill-domains", (services, _, signal) =>
  fillDomains(services, signal),
);
