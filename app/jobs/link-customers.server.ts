import { linkCustomers, wakeCustomerLinks } from "../features/recipients/link-customers.server";
import { job } from "./job.server";

export const linkCustomersJob = job("link-customers", (services, { shopId }, signal) =>
  linkCustomers(services, { id: shopId }, signal),
);

export const wakeCustomerLinksJob = job("wake-customer-links", (services) =>
  wakeCustomerLinks(services),
);
