import { startSupplyStack } from "../../dev/stack/start-supply-stack";
import { insertBenchShop, withBenchDatabase } from "../bench/bench-database";
import { assignFaults } from "./assign";
import { guardFaults } from "./guard";
import { hangFigures } from "./hang-figures";
import { importFaults } from "./import";
import { tokenFaults } from "./tokens";
import { uploadFaults } from "./upload";
import { webhookFaults } from "./webhooks";

/** All rounds. Each prints a summary and returns the number of errors. */
const rounds: Record<string, () => Promise<number>> = {
  assign: () =>
    withBenchDatabase(async (services, databaseUrl) => {
      const shop = await insertBenchShop(services);
      const recipients = 20_000;
      const round = { services, databaseUrl, shop, recipients, callers: 64, killEvery: 1500 };
      const { kills, retries, lost, doubled, wrongFigures } = await assignFaults(round);
      process.stdout.write(
        `assign: ${kills} kills, ${lost} lost, ${doubled} doubled (${recipients} assignments, ${retries} retries, ${wrongFigures} wrong figures)\n`,
      );
      return lost + doubled + wrongFigures;
    }),
  import: () =>
    withBenchDatabase(async (services, databaseUrl) => {
      const shop = await insertBenchShop(services);
      const round = { services, databaseUrl, shop, codes: 1_000_000, kills: 20 };
      const { kills, lost, doubled, wrongFigures } = await importFaults(round);
      process.stdout.write(
        `import: ${kills} kills, ${lost} lost, ${doubled} doubled (${wrongFigures} wrong figures)\n`,
      );
      return lost + doubled + wrongFigures;
    }),
  webhooks: () =>
    withBenchDatabase(async (services, databaseUrl) => {
      const shop = await insertBenchShop(services);
      const round = { services, databaseUrl, shop, events: 20_000, kills: 5 };
      const { kills, deliveries, p99, lost, doubled, wrongFigures } = await webhookFaults(round);
      process.stdout.write(
        `webhooks: ${kills} kills, ${lost} lost, ${doubled} doubled (${deliveries} deliveries, p99 ${Math.round(p99)} ms, ${wrongFigures} wrong figures)\n`,
      );
      return lost + doubled + wrongFigures + (p99 < 1000 ? 0 : 1);
    }),
  tokens: () =>
    withBenchDatabase(async (services, databaseUrl) => {
      const round = { services, databaseUrl, stores: 50, rounds: 8 };
      const faults = await tokenFaults(round);
      const { kills, left, stuck, calledAfterLeaving, neverStruck } = faults;
      process.stdout.write(
        `tokens: ${kills} kills, ${left} stores left, ${stuck} stuck, ${calledAfterLeaving} requests about stores that left (${neverStruck.length} kinds of faults never occurred)\n`,
      );
      return stuck + calledAfterLeaving + neverStruck.length;
    }),
  hang: () =>
    withBenchDatabase(async (services) => {
      const p99 = await hangFigures(services, { stores: 30, seconds: 300 });
      const slow = Object.values(p99).filter((milliseconds) => milliseconds >= 100).length;
      const figures = Object.entries(p99).map(([what, ms]) => `${what} ${ms.toFixed(1)} ms`);
      process.stdout.write(
        `hang: p99 with 30 stores that wait for Shopify: ${figures.join(", ")}\n`,
      );
      return slow;
    }),
  guard: () =>
    withBenchDatabase(async (services, databaseUrl) => {
      const stack = await startSupplyStack(services, databaseUrl);
      const rates = { failing: 0.05, throttled: 0.05, losing: 0.05 };
      const round = { services, stack, customers: 20_000, expiring: 5_000, kills: 20, ...rates };
      const { kills, wrong, left, incomplete } = await guardFaults(round);
      await stack.close();
      process.stdout.write(
        `guard: ${kills} kills, ${wrong} wrong, ${left} expired codes left (${round.customers} customers, ${incomplete} incomplete pools)\n`,
      );
      return wrong + left + incomplete;
    }),
  upload: () =>
    withBenchDatabase(async (services, databaseUrl) => {
      const stack = await startSupplyStack(services, databaseUrl);
      const round = { services, stack, codes: 20_000, kills: 20, failing: 0.05, losing: 0.05 };
      const { kills, ...faults } = await uploadFaults(round);
      await stack.close();
      const { missing, unknown, doubled, unfinished, wrongFigures } = faults;
      process.stdout.write(
        `upload: ${kills} kills, ${missing} missing, ${unknown} unknown, ${doubled} doubled, ${unfinished} unfinished (${wrongFigures} wrong figures)\n`,
      );
      return missing + unknown + doubled + unfinished + wrongFigures;
    }),
};

/** `npm run faults [-- NAME…]`: kills processes at random moments. Exits with 1 if anything was lost or doubled. */
async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !Object.hasOwn(rounds, name));
  if (unknown.length > 0) {
    throw new Error(
      `Unknown rounds: ${unknown.join(", ")}. Available: ${Object.keys(rounds).join(", ")}.`,
    );
  }
  let wrong = 0;
  for (const [name, run] of Object.entries(rounds)) {
    if (names.length === 0 || names.includes(name)) wrong += await run();
  }
  process.exitCode = wrong === 0 ? 0 : 1;
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
