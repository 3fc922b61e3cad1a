import { exportCustomer } from "../features/privacy/export-customer.server";
import { job } from "./job.server";

export const exportCustomerJob = job("export-customer", (services, payload, signal) =>
  exportCustomer(services, payload, signal),
);
