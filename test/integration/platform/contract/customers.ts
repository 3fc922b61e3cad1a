import { expect } from "vitest";
import { successOf } from "./answers";
import type { Check } from "./test-driver";

const codes = '{"c":{"summer-1":[7,700]}}';

/** Looking up customers, and writing what the guard reads about them. */
export const customers: readonly Check[] = [
  {
    name: "finds the customers of addresses, ignoring case",
    run: async (driver) => {
      const [first, second] = driver.customers();
      const addresses = [first.email, second.email.toUpperCase(), "stranger@example.com"];
      const found = successOf(await driver.open().findCustomers(addresses));
      expect(found.sort((a, b) => Number(a.customerId) - Number(b.customerId))).toEqual([
        { ...first, verified: true },
        { ...second, verified: true },
      ]);
    },
  },
  {
    name: "writes, replaces and deletes the codes of customers",
    run: async (driver) => {
      const platform = driver.open();
      const [{ customerId: first }, { customerId: second }] = driver.customers();
      const write = (entries: Parameters<typeof platform.writeCustomerCodes>[0]) =>
        platform.writeCustomerCodes(entries).then(successOf);
      const both = [
        { customerId: first, value: codes },
        { customerId: second, value: codes },
      ];
      expect(await write(both)).toEqual({ refused: [] });
      expect(await write([{ customerId: first, value: null }, ...both.slice(1)])).toEqual({
        refused: [],
      });
      expect(driver.codesWrittenTo(first)).toBeNull();
      expect(driver.codesWrittenTo(second)).toBe(codes);
      // Deleting what isn't there is harmless.
      expect(await write([{ customerId: first, value: null }])).toEqual({ refused: [] });
    },
  },
  {
    name: "writes the other customers of a call if one doesn't exist or is refused",
    run: async (driver) => {
      const [{ customerId: first }, { customerId: second }] = driver.customers();
      const sent = await driver.open().writeCustomerCodes([
        { customerId: "999999999", value: codes },
        { customerId: first, value: codes },
        { customerId: second, value: "not JSON" },
      ]);
      const { refused } = successOf(sent);
      expect(refused).toEqual([
        { customerId: "999999999", reason: { kind: "customer_not_found" } },
        { customerId: second, reason: { kind: "other", message: expect.any(String) } },
      ]);
      expect(driver.codesWrittenTo(first)).toBe(codes);
    },
  },
  {
    name: "writes again by itself after a lost response",
    run: async (driver) => {
      const [{ customerId }] = driver.customers();
      await driver.next("write", "lost");
      const sent = await driver.open().writeCustomerCodes([{ customerId, value: codes }]);
      expect(successOf(sent)).toEqual({ refused: [] });
      expect(driver.codesWrittenTo(customerId)).toBe(codes);
    },
  },
];
