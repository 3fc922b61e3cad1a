import fc from "fast-check";
import { afterAll, beforeAll, describe, it } from "vitest";
import { expectConsistentStock } from "../factories/consistent-stock";
import { expectShownFigures } from "../factories/shown-figures";
import { insertShop, openTestServices, type TestServices } from "../setup/test-services";
import { figuresCommand } from "./figures-command";
import { makeFiguresFixture, runFiguresCommand } from "./figures-fixture";

/** For a long search: `PROPERTY_RUNS=1000 npx vitest run test/properties/figures.test.ts`. */
const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 25);

describe("whatever merchants and shoppers do", () => {
  let services: TestServices;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());

  it(
    "every number on every page equals the rows it counts",
    async () => {
      const script = fc.array(figuresCommand, { minLength: 1, maxLength: 15 });
      await fc.assert(
        fc.asyncProperty(script, async (commands) => {
          shops += 1;
          services.setTime(new Date("2026-11-21T12:00:00Z"));
          const shop = await insertShop(services, `figures-${shops}.myshopify.com`);
          const fixture = await makeFiguresFixture(services, shop);
          for (const command of commands) {
            await runFiguresCommand(services, shop, fixture, command);
          }
          await expectConsistentStock(services, shop);
          await expectShownFigures(services, shop);
        }),
        { numRuns, endOnFailure: numRuns > 25 },
      );
    },
    120_000 + numRuns * 1_000,
  );
});
