import { findShop } from "../../app/shops/find-shop.server";
import { benchServices } from "./bench-database";
import { importToEnd } from "./import-to-end";
import { codeCount, csvOfCodes } from "./million-codes";

/**
 * A process of its own: imports a file of a million codes and prints by how many megabytes its
 * resident memory grew at the highest point. The file is made while it is read.
 */
async function measure(): Promise<void> {
  const services = benchServices(process.env["DATABASE_URL"] ?? "");
  const shop = await findShop(services, 1);
  if (!shop) throw new Error("There is no shop.");
  const before = process.memoryUsage.rss();
  const poolId = Number(process.env["BENCH_POOL"]);
  const batch = await importToEnd(services, shop, poolId, csvOfCodes("memory"));
  if (batch.added !== codeCount) throw new Error(`${batch.added} codes came in.`);
  const highest = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(String((highest - before) / 2 ** 20));
  await services.database.close();
}

await measure();
