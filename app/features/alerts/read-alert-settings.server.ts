import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";

export interface AlertSettings {
  /** Recipients in alphabetical order; empty: the shop's own address. */
  emails: string[];
  shopEmail: string;
}

export async function readAlertSettings(
  { database }: Pick<Services, "database">,
  shop: ShopContext,
): Promise<AlertSettings> {
  const [row] = await database.query<AlertSettings>(
    `SELECT email AS "shopEmail",
            ARRAY(SELECT email FROM alert_recipient WHERE shop_id = $1 ORDER BY email) AS emails
       FROM readable.shop WHERE id = $1`,
    [shop.id],
  );
  if (!row) throw new Error(`There is no shop ${shop.id}.`);
  return row;
}
