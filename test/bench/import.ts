import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { ShopContext } from "../../app/core/ids";
import type { Services } from "../../app/services.server";
import { insertPool } from "../factories/stocked-pool";
import type { Bench, Figure } from "./bench";
import { compare, timed } from "./bench";
import { insertBenchShop, withBenchDatabase } from "./bench-database";
import { beginImport, finishImport } from "./import-parts";
import { codeCount, csvOfCodes, linesOfCodes } from "./million-codes";

const rounds = 3;

/**
 * Uploads, drafts and imports a file of a million codes. The baseline is a COPY of the finished rows
 * into an empty table with the same indexes, without parsing, comparing or reporting.
 */
export const bench: Bench = {
  names: ["import"],
  run: () =>
    withBenchDatabase(async (services): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      await services.database.query("CREATE TABLE bare_code (LIKE code INCLUDING ALL)");
      const compared = await compare(
        rounds,
        async (round) => byImport(services, shop, await collect(csvOfCodes(`round ${round}`))),
        async (round) => byCopy(services, await collect(rowsOfCodes(shop, `round ${round}`))),
      );
      return [
        {
          name: "import",
          ...compared,
          unit: "s",
          aim: "≤ 1.5",
        },
      ];
    }),
};

async function byImport(
  services: Services,
  shop: ShopContext,
  file: readonly Uint8Array[],
): Promise<number> {
  await services.database.query("TRUNCATE code");
  const poolId = await insertPool(services, shop);
  await services.database.query("CHECKPOINT");
  const milliseconds = await timed(async () => {
    const batchId = await beginImport(services, shop, poolId, Readable.from(file));
    const { added } = await finishImport(services, shop, { poolId, batchId });
    if (added !== codeCount) throw new Error(`${added} codes were added.`);
  });
  return milliseconds / 1000;
}

async function byCopy({ database }: Services, rows: readonly Uint8Array[]): Promise<number> {
  await database.query("TRUNCATE bare_code");
  await database.query("CHECKPOINT");
  const columns = "shop_id, pool_id, position, batch_id, stored_state, created_at, code, code_key";
  const milliseconds = await timed(() =>
    database.transaction((tx) =>
      pipeline(
        Readable.from(rows),
        tx.client.query(copyFrom(`COPY bare_code (${columns}) FROM STDIN`)),
      ),
    ),
  );
  return milliseconds / 1000;
}

async function* rowsOfCodes({ id }: ShopContext, name: string): AsyncGenerator<Uint8Array> {
  const now = new Date().toISOString();
  yield* linesOfCodes(
    name,
    (code, place) =>
      `${id}\t1\t${1_048_576 + place}\t1\tavailable\t${now}\t${code}\t${code.toLowerCase()}\n`,
  );
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
