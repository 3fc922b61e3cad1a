import { eraseCustomer } from "../features/privacy/erase-customer.server";
import { job } from "./job.server";

export const eraseCustomerJob = job("erase-customer", (services, payload, signal) =>
  eraseCustomer(services, payload, signal),
);
