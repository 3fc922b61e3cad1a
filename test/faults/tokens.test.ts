import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServices, type TestServices } from "../setup/test-services";
import { tokenFaults } from "./tokens";

let services: TestServices;

beforeAll(async () => {
  services = await openTestServices();
});
afterAll(() => services.close());

it("every installed store is served, and no uninstalled store is called", async () => {
  const { databaseUrl } = services;
  services.setTime(new Date());
  const faults = await tokenFaults({ services, databaseUrl, stores: 8, rounds: 2 });
  expect(faults).toMatchObject({ kills: 2, left: 4, stuck: 0, calledAfterLeaving: 0 });
}, 240_000);
