import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { countHolders } from "./count-holders.server";
import type { ReadCampaign } from "./list/stage-recipients.server";

type ReadVersion = Pick<ReadCampaign, "id" | "version">;

/** Turns a counted campaign into a draft. Does nothing if its parse options have changed. */
export async function finishCounting(
  services: Services,
  shop: ShopContext,
  campaign: ReadCampaign,
): Promise<void> {
  const counts = await countHolders(services, shop, campaign);
  await end(services, shop, campaign, { failure: null, ...counts });
}

/** Ends the counting of an unusable list, with a reason for the merchant. */
export async function rejectList(
  services: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  campaign: ReadVersion,
  failure: string,
): Promise<void> {
  await end(services, shop, campaign, { failure, people: null, holding: null });
}

async function end(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { id, version }: ReadVersion,
  counts: { failure: string | null; people: number | null; holding: number | null },
): Promise<void> {
  const { failure, people, holding } = counts;
  await database.query(
    `UPDATE campaign SET state = 'draft', failure = $4, people = $5, holding = $6, read_at = $7
      WHERE shop_id = $1 AND id = $2 AND version = $3 AND state = 'reading'`,
    [shop.id, id, version, failure, people, holding, clock.now()],
  );
}

/** Waits until chunks that the shop's countings are writing have been committed. */
export async function waitForCounting(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query("SELECT 1 FROM campaign WHERE shop_id = $1 AND state = 'reading' FOR UPDATE", [
      shop.id,
    ]);
  });
}
