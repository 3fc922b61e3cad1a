import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { type CodesPage, listCodes } from "./list-codes.server";

const codesPerPage = 5_000;

/** Streams a pool's available codes, or those matching `search`, in pages to bound memory. */
export async function* streamCodes(
  services: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, search }: { poolId: number; search: string },
): AsyncGenerator<CodesPage["codes"]> {
  for (let after: string | null | undefined; after !== null; ) {
    const query = {
      poolId,
      search,
      whole: true,
      limit: codesPerPage,
      ...(after !== undefined && { after }),
    };
    const page: CodesPage = await listCodes(services, shop, query);
    if (page.codes.length > 0) yield page.codes;
    after = page.after;
  }
}
