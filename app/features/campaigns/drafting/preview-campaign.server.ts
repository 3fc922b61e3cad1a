import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { ParseOptions } from "../../../files/parse/parse-options";
import { openUpload } from "../../../files/store/open-upload.server";
import type { Services } from "../../../services.server";
import { findDiscount } from "../../discounts/cache/find-discount.server";
import { reuseWarning } from "../../discounts/discount-doubt";
import { findPool } from "../../pools/find-pool.server";
import type { Pool, Stock } from "../../pools/pool";
import { readStoreCheck } from "../../publishing/store-check/read-store-check.server";
import {
  hasStoreState,
  type StoreCheck,
  type StoreState,
  storeState,
} from "../../publishing/store-check/store-check";
import { normaliseRecipient } from "../../recipients/recipient";
import type { Campaign } from "../campaign";
import { type CampaignNotFound, findCampaign } from "../find-campaign.server";
import { listCampaignRecipients } from "../list-campaign-recipients.server";
import { readPoolChain } from "../read-pool-chain.server";
import { type ChainPool, checkStock, codesNeeded, type StockCheck } from "./check-stock";
import { findDraft } from "./find-draft.server";
import { listColumns, listedRecipient } from "./list/list-columns";
import { firstListRows } from "./list/list-rows.server";

/** Rows of the file that are shown, and lines that name nobody. */
const shownRows = 6;
const shownInvalid = 20;

/** The first rows of the file and how they are read. */
export interface FilePreview {
  reading: ParseOptions;
  /** What the first row says of the columns; null without a header. */
  names: string[] | null;
  rows: { line: number; cells: string[]; valid: boolean }[];
}

export interface CampaignPreview {
  /** Null: the file itself is gone; what was read of it is kept. */
  file: FilePreview | null;
  /** Null while the list is being counted, or cannot be used. */
  verdict: StockCheck | null;
  /** Lines that appear with a recipient of another line, and whether each gets a code of its own. */
  repeated: number;
  alwaysNew: boolean;
  /** Whether the pool assigns codes; the reason may be that its discount has ended. */
  poolOpen: boolean;
  discountEnded: boolean;
  /** What a check of the pool's codes showed, where the app does not upload them; else null. */
  storeCheck: { state: StoreState; check: StoreCheck | null } | null;
  /** Why each code could be used by more than its recipient; null: it could not. */
  reuse: string | null;
  invalid: { line: number; text: string }[];
}

/** What a campaign would do if it were started now. */
export async function previewCampaign(
  services: Services,
  shop: ShopContext,
  campaignId: number,
): Promise<Result<CampaignPreview, CampaignNotFound>> {
  const [campaign, draft] = await Promise.all([
    findCampaign(services, shop, campaignId),
    findDraft(services, shop, campaignId),
  ]);
  if (!campaign.ok || !draft) return failure({ kind: "campaign_not_found" });
  const pool = await findPool(services, shop, draft.poolId);
  const alwaysNew = pool.ok && pool.value.resendPolicy === "always_new";
  const page = { campaignId, afterLine: 0, limit: shownInvalid, refusedOnly: true };
  const [invalid, chain] = await Promise.all([
    listCampaignRecipients(services, shop, page),
    readPoolChain(services, shop, draft.poolId, services.clock.now()),
  ]);
  const { total, people } = campaign.value;
  return success({
    file: await previewFile(services, shop, draft),
    verdict: judge(campaign.value, chain, alwaysNew),
    repeated: people === null ? 0 : total - campaign.value.invalid - people,
    alwaysNew,
    poolOpen: chain[0]?.open ?? false,
    discountEnded: chain[0]?.discountEnded ?? false,
    ...(pool.ok ? await doubtsOf(services, shop, pool.value) : { storeCheck: null, reuse: null }),
    invalid: invalid.map(({ line, address }) => ({ line, text: address ?? "" })),
  });
}

/** What may be wrong with the pool's codes themselves. */
async function doubtsOf(
  services: Services,
  shop: ShopContext,
  pool: Pool & Stock,
): Promise<Pick<CampaignPreview, "storeCheck" | "reuse">> {
  if (pool.discountId === null) {
    if (!hasStoreState(pool)) return { storeCheck: null, reuse: null };
    const check = await readStoreCheck(services, shop, pool.id);
    return { storeCheck: { state: storeState(check), check }, reuse: null };
  }
  const discount = await findDiscount(services, shop, pool.discountId);
  const reusable = discount.ok && pool.type !== "shared" ? reuseWarning(discount.value) : null;
  return { storeCheck: null, reuse: reusable };
}

function judge(
  { total, invalid, people, holding }: Campaign,
  chain: readonly ChainPool[],
  alwaysNew: boolean,
): StockCheck | null {
  if (people === null || holding === null) return null;
  const needed = codesNeeded({ total, invalid, people, holding }, alwaysNew);
  return checkStock(needed, chain);
}

async function previewFile(
  services: Services,
  shop: ShopContext,
  { uploadId, reading }: { uploadId: string | null; reading: ParseOptions | null },
): Promise<FilePreview | null> {
  const upload = uploadId && (await openUpload(services, shop, uploadId));
  if (!upload || !reading) return null;
  const rows = await firstListRows(upload, reading, shownRows + 1);
  const columns = listColumns(reading, rows[0]);
  const first = reading.header ? rows.shift() : undefined;
  return {
    reading,
    names: first?.cells ?? null,
    rows: rows.slice(0, shownRows).map(({ line, cells }) => ({
      line,
      cells,
      valid: normaliseRecipient(listedRecipient(cells, columns)).ok,
    })),
  };
}
