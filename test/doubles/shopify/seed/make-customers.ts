import { now } from "../clock/now";
import type { Customer } from "../customers/customer";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { DAY_MS } from "./days";
import { americanTowns, firstNames, lastNames, towns } from "./people-names";
import type { Random } from "./random";

/** Creates customers with names and addresses. Customers with the same name get different email addresses. */
export function makeCustomers(sandbox: Sandbox, shop: Shop, total: number, random: Random): void {
  const taken = new Set<string>();
  for (let index = 0; index < total; index += 1) {
    const customer = makeCustomer(sandbox, shop, random, total - index);
    const [name = "", domain = ""] = (customer.email ?? "").split("@");
    for (let n = 2; taken.has(customer.email ?? ""); n += 1) {
      customer.email = `${name}${n}@${domain}`;
    }
    if (customer.email) taken.add(customer.email);
    shop.customers[customer.id] = customer;
  }
}

function makeCustomer(sandbox: Sandbox, shop: Shop, random: Random, age: number): Customer {
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  const town = random.pick(shop.country === "US" ? americanTowns : towns);
  const createdAt = now(sandbox) - (age * 4 + random.between(0, 3)) * DAY_MS;
  return {
    id: nextNumber(sandbox.world),
    email: `${asciiName(firstName)}.${asciiName(lastName)}@mail.example`,
    phone: null,
    firstName,
    lastName,
    tags: [
      ...(random.next() < 0.12 ? ["VIP"] : []),
      ...(random.next() < 0.3 ? ["newsletter"] : []),
      ...(random.next() < 0.06 ? ["wholesale"] : []),
    ],
    note: null,
    acceptsMarketing: random.next() < 0.6,
    locale: shop.country === "US" ? "en" : random.pick(["de", "de", "de", "en"]),
    address: {
      id: nextNumber(sandbox.world),
      address1: `${random.pick(town.streets)} ${random.between(1, 98)}`,
      city: town.city,
      zip: town.zip,
      country: town.country,
      countryCode: town.countryCode,
    },
    createdAt,
    updatedAt: createdAt,
  };
}

const asciiName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l")
    .replaceAll("ı", "i")
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
