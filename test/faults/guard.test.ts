import { afterAll, beforeAll, expect, it } from "vitest";
import { type SupplyStack, startSupplyStack } from "../../dev/stack/start-supply-stack";
import { openTestServices, type TestServices } from "../setup/test-services";
import { guardFaults } from "./guard";

let services: TestServices;
let stack: SupplyStack;

beforeAll(async () => {
  services = await openTestServices();
  stack = await startSupplyStack(services, services.databaseUrl);
});
afterAll(async () => {
  await stack.close();
  await services.close();
});

it("every customer lists their codes in the end, although workers are killed and calls fail", async () => {
  const round = { customers: 300, expiring: 60, kills: 3 };
  const rates = { failing: 0.05, throttled: 0.05, losing: 0.05 };
  const faults = await guardFaults({ services, stack, ...round, ...rates });
  expect(faults).toEqual({ kills: 3, wrong: 0, left: 0, incomplete: 0 });
}, 240_000);
