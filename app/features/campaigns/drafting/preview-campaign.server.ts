import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { ParseOptions } from "../../../files/parse/parse-options";
import { firstRows } from "../../../files/parse/read-rows.server";
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
import { type CampaignNotFound, findCampaign, findDraft } from "../find-campaign.server";
import { listCampaignRecipients } from "../list-campaign-recipients.server";
import { readPoolChain } from "../read-pool-chain.server";
import { type ChainPool, checkStock, codesNeeded, type StockCheck } from "./check-stock";
import { listColumns, listedRecipient } from "./list/list-columns";
import { readListRows } from "./list/list-rows.server";

/** Rows shown of the file, and invalid rows shown. */
const shownRows = 6;
const shownInvalid = 20;

/** The first rows of the file and how they are parsed. */
export interface FilePreview {
  reading: ParseOptions;
  /** Column names; null without a header. */
  names: string[] | null;
  rows: { line: number; cells: string[]; valid: boolean }[];
}

export interface CampaignPreview {
  /** Null if the file was deleted; its recipients are still stored. */
  file: FilePreview | null;
  /** Null while the list is being counted, or if it can't be used. */
  stockCheck: StockCheck | null;
  /** Rows that repeat a recipient, and whether each row gets its own code. */
  repeated: number;
  alwaysNew: boolean;
  /** Whether the pool assigns codes. It doesn't after its discount has ended. */
  poolOpen: boolean;
  discountEnded: boolean;
  /** The store check of a pool without a discount; otherwise null. */
  storeCheck: { state: StoreState; check: StoreCheck | null } | null;
  /** Why others than the recipient could use a code; null if they can't. */
  reuse: string | null;
  invalid: { line: number; text: string }[];
}

/** Previews what starting a draft campaign would do. Fails if there is no such draft. */
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
    stockCheck: checkCampaignStock(campaign.value, chain, alwaysNew),
    repeated: people === null ? 0 : total - campaign.value.invalid - people,
    alwaysNew,
    poolOpen: chain[0]?.open ?? false,
    discountEnded: chain[0]?.discountEnded ?? false,
    ...(pool.ok ? await doubtsOf(services, shop, pool.value) : { storeCheck: null, reuse: null }),
    invalid: invalid.map(({ line, address }) => ({ line, text: address ?? "" })),
  });
}

/** Possible problems of the pool's codes. */
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

function checkCampaignStock(
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
  const rows = await firstRows(readListRows(upload, reading), shownRows + 1);
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
