import { linkCustomer } from "../recipients/link-customer.server";
import { job } from "./job.server";

export const linkCustomerJob = job("link-customer", linkCustomer);
