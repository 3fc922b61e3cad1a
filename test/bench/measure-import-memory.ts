import { findShop } from "../../app/features/shops/find-shop.server";
import { benchServices } from "./bench-database";
import { bringIn, workOff } from "./import-to-end";
import { codeCount, csvOfCodes } from "./million-codes";

/**
 * A process of its own, which does the app's part of an import of a million codes, or with
 * BENCH_BATCH the worker's. Prints the batch, and by how many megabytes its resident memory grew at
 * the highest point. The file is made while it is read.
 */
async function measure(): Promise<void> {
  const services = await benchServices(process.env["DATABASE_URL"] ?? "");
  const shop = await findShop(services, Number(process.env["BENCH_SHOP"]));
  if (!shop) throw new Error("There is no shop.");
  const poolId = Number(process.env["BENCH_POOL"]);
  const given = process.env["BENCH_BATCH"];
  const before = process.memoryUsage.rss();
  const batchId = given
    ? Number(given)
    : await bringIn(services, shop, poolId, csvOfCodes("memory"));
  if (given) {
    const { added } = await workOff(services, shop, { poolId, batchId });
    if (added !== codeCount) throw new Error(`${added} codes came in.`);
  }
  const highest = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(JSON.stringify({ batchId, megabytes: (highest - before) / 2 ** 20 }));
  await services.database.close();
}

await measure();
