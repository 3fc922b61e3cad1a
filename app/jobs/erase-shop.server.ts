import { eraseShop } from "../features/privacy/erase-shop.server";
import { job } from "./job.server";

export const eraseShopJob = job("erase-shop", (services, payload, signal) =>
  eraseShop(services, payload, signal),
);
