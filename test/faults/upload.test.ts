import { afterAll, beforeAll, expect, it } from "vitest";
import { type SupplyStack, startSupplyStack } from "../../dev/stack/start-supply-stack";
import { openTestServices, type TestServices } from "../setup/test-services";
import { uploadFaults } from "./upload";

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

it("every code is live exactly once while workers are killed and responses get lost", async () => {
  const round = { services, stack, codes: 2_000, kills: 3, failing: 0.05, losing: 0.05 };
  const { kills, ...faults } = await uploadFaults(round);
  expect(kills).toBe(3);
  expect(faults).toEqual({ missing: 0, unknown: 0, doubled: 0, unfinished: 0, wrongFigures: 0 });
}, 180_000);
