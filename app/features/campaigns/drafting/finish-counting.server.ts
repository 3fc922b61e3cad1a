import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { countHolders } from "./count-holders.server";
import type { ReadCampaign } from "./list/stage-recipients.server";

type OneReading = Pick<ReadCampaign, "id" | "version">;

/** Ends the reading of a list: its recipients are counted. Nothing when it is read otherwise by now. */
export async function finishCounting(
  services: Services,
  shop: ShopContext,
  campaign: ReadCampaign,
): Promise<void> {
  const counts = await countHolders(services, shop, campaign);
  await end(services, shop, campaign, { failure: null, ...counts });
}

/** Ends the reading of a list that cannot be used, for a reason that the merchant reads. */
export async function rejectList(
  services: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  campaign: OneReading,
  failure: string,
): Promise<void> {
  await end(services, shop, campaign, { failure, people: null, holding: null });
}

async function end(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { id, version }: OneReading,
  answer: { failure: string | null; people: number | null; holding: number | null },
): Promise<void> {
  const { failure, people, holding } = answer;
  await database.query(
    `UPDATE campaign SET state = 'draft', failure = $4, people = $5, holding = $6, read_at = $7
      WHERE shop_id = $1 AND id = $2 AND version = $3 AND state = 'reading'`,
    [shop.id, id, version, failure, people, holding, clock.now()],
  );
}

/** Waits until the rows that the countings of the shop's lists are writing are committed. */
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
