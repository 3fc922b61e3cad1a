import { findShop } from "../../app/features/shops/find-shop.server";
import { benchServices } from "./bench-database";
import { beginImport, finishImport } from "./import-parts";
import { codeCount, csvOfCodes } from "./million-codes";

/**
 * A separate process that runs the app's part of an import of a million codes, or with BENCH_BATCH
 * the worker's part. Prints the batch's ID and the peak growth of resident memory in megabytes.
 * Generates the file while reading it.
 */
async function measure(): Promise<void> {
  const services = await benchServices(process.env["DATABASE_URL"] ?? "");
  const shop = await findShop(services, Number(process.env["BENCH_SHOP"]));
  if (!shop) throw new Error("There is no shop.");
  const poolId = Number(process.env["BENCH_POOL"]);
  const batchSize = process.env["BENCH_BATCH"];
  const before = process.memoryUsage.rss();
  const batchId = batchSize
    ? Number(batchSize)
    : await beginImport(services, shop, poolId, csvOfCodes("memory"));
  if (batchSize) {
    const { added } = await finishImport(services, shop, { poolId, batchId });
    if (added !== codeCount) throw new Error(`${added} codes were added.`);
  }
  const highest = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(JSON.stringify({ batchId, megabytes: (highest - before) / 2 ** 20 }));
  await services.database.close();
}

await measure();
