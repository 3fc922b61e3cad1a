import type { ShopContext } from "../../app/core/ids";
import { setProtection } from "../../app/features/publishing/sealing/set-protection.server";
import type { Services } from "../../app/services.server";
import { buildApp } from "../../dev/stack/build-app";
import { startAppProcess } from "../../dev/stack/start-app-process";
import { insertPool } from "../factories/stocked-pool";
import { insertDynamicPool } from "../integration/publishing/demo-discount";
import { assignOverHttp, handleOf, openCaller } from "./assign-over-http";
import { type Bench, compare, timed } from "./bench";
import { createWalFiles, insertBenchShop, withBenchDatabase } from "./bench-database";

const rounds = 5;
const perRound = 2000;

/**
 * Assignments per second over HTTP from a pool whose codes are sealed, so each is made with its claim.
 * The baseline is a pool that takes codes from its stock.
 */
export const bench: Bench = {
  names: ["sealed-assign"],
  run: async () => {
    await buildApp();
    return withBenchDatabase(async (services, databaseUrl) => {
      const shop = await insertBenchShop(services);
      const plain = await insertPool(services, shop, { codes: (rounds + 1) * perRound });
      const sealed = await insertSealedPool(services, shop);
      const app = await startAppProcess(databaseUrl, services.keyring);
      const api = await openCaller(services, shop, app.port);
      const handles = [await handleOf(services, sealed), await handleOf(services, plain)] as const;
      try {
        const perSecond = async (handle: string, prefix: string) =>
          (perRound / (await timed(() => assignOverHttp(api, handle, prefix, perRound)))) * 1000;
        for (const [place, handle] of handles.entries()) await perSecond(handle, `warm${place}`);
        await services.database.query("ANALYZE");
        await createWalFiles(services);
        const figures = await compare(
          rounds,
          (round) => perSecond(handles[0], `sealed${round}`),
          (round) => perSecond(handles[1], `plain${round}`),
        );
        const unit = "assignments/s";
        return [{ name: "sealed-assign", ...figures, unit, aim: "≥ 0.5" }];
      } finally {
        api.agent.destroy();
        await app.stop();
      }
    });
  },
};

async function insertSealedPool(services: Services, shop: ShopContext): Promise<number> {
  const poolId = await insertDynamicPool(services, shop);
  const protection = { holderOnly: true, personalExpiration: true };
  const change = { poolId, version: 1, actor: { name: "Bench" }, ...protection };
  const changed = await setProtection(services, shop, change);
  if (!changed.ok) throw new Error(changed.failure.kind);
  return poolId;
}
