import type { ShopContext } from "../../app/core/ids";
import { countRecipients } from "../../app/features/campaigns/drafting/count-recipients.server";
import { draftCampaign } from "../../app/features/campaigns/drafting/draft-campaign.server";
import { startCampaign } from "../../app/features/campaigns/drafting/start-campaign.server";
import { findCampaign } from "../../app/features/campaigns/find-campaign.server";
import { runCampaign } from "../../app/features/campaigns/running/run-campaign.server";
import { storeUpload } from "../../app/files/store/store-upload.server";
import type { Services } from "../../app/services.server";
import { expectOk } from "../factories/import-file";
import type { Bench, Figure } from "./bench";
import { compare, timed } from "./bench";
import {
  insertBenchPool,
  insertBenchShop,
  timeStatement,
  withBenchDatabase,
} from "./bench-database";

const rounds = 3;
const recipients = Number(process.env["BENCH_RECIPIENTS"] ?? 1_000_000);
const linesPerPiece = 5_000;
const actor = { name: "Bench" };

/**
 * Drafts and runs a campaign for an uploaded file of a million recipients. The baseline is one SQL
 * statement that writes the same rows (campaign recipients, recipients, codes, assignments, totals)
 * without parsing a file, computing keys, encrypting addresses, checking anything or saving progress.
 */
export const bench: Bench = {
  names: ["campaign"],
  run: () =>
    withBenchDatabase(async (services): Promise<Figure[]> => {
      const shop = await insertBenchShop(services);
      const compared = await compare(
        rounds,
        (round) => byCampaign(services, shop, round),
        (round) => timeStatement(services, shop, sameWrites, { recipients, round }),
      );
      return [
        {
          name: "campaign",
          ...compared,
          unit: "s",
          aim: "≤ 2.5",
        },
      ];
    }),
};

async function byCampaign(services: Services, shop: ShopContext, round: number): Promise<number> {
  const poolId = await insertBenchPool(services, shop, recipients);
  const file = { fileName: "people.csv", declaredBytes: null, body: csvOfPeople(round) };
  const { uploadId } = expectOk(await storeUpload(services, shop, file));
  await services.database.query("CHECKPOINT");
  const signal = new AbortController().signal;
  const milliseconds = await timed(async () => {
    const draft = { name: "Bench", poolId, uploadId, actor };
    const { campaignId } = expectOk(await draftCampaign(services, shop, draft));
    await countRecipients(services, shop, campaignId, signal);
    expectOk(await startCampaign(services, shop, { campaignId, actor }));
    await runCampaign(services, shop, campaignId, signal);
    const { state, assigned } = expectOk(await findCampaign(services, shop, campaignId));
    if (state !== "done" || assigned !== recipients) throw new Error(`${state}: ${assigned}`);
  });
  return milliseconds / 1000;
}

async function* csvOfPeople(round: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from("Name,E-Mail\n");
  for (let from = 0; from < recipients; from += linesPerPiece) {
    let text = "";
    for (let n = from; n < Math.min(recipients, from + linesPerPiece); n += 1) {
      text += `Person ${n},person-${round}-${n}@example.com\n`;
    }
    yield Buffer.from(text);
  }
}

const sameWrites = `
WITH campaign AS (
  INSERT INTO campaign (shop_id, pool_id, name, source, state, file_name, byte_size, total, done,
                        assigned, created_by, created_at)
  VALUES ($1, $2, 'Bench', 'campaign:Bench', 'done', '', 0, $3, $3, $3, 'Bench', now())
  RETURNING id
), ask AS MATERIALIZED (
  SELECT n AS slot, substring(sha256(($4 || n)::bytea) FOR 16) AS key,
         sha256(($4 || n)::bytea) || substring(sha256(($4 || -n)::bytea) FOR 20) AS address
    FROM generate_series(1, $3::bigint) AS n
), line AS MATERIALIZED (
  SELECT id, row_number() OVER (ORDER BY position) AS slot FROM code
   WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' ORDER BY position LIMIT $3
), person AS (
  INSERT INTO recipient (shop_id, key, address, domain_key)
  SELECT $1::int, key, address, substring(sha256((slot % 50)::text::bytea) FOR 16) FROM ask
  ON CONFLICT (shop_id, key) DO UPDATE SET key = excluded.key RETURNING id, key
), taken AS (
  UPDATE code SET stored_state = 'assigned' FROM line WHERE code.shop_id = $1 AND code.id = line.id
), given AS MATERIALIZED (
  SELECT nextval('assignment_id_seq') AS id, ask.slot, line.id AS code_id, person.id AS recipient_id
    FROM line JOIN ask ON ask.slot = line.slot JOIN person ON person.key = ask.key
), made AS (
  INSERT INTO assignment (shop_id, id, pool_id, code_id, recipient_id, assigned_at, source)
  SELECT $1, id, $2, code_id, recipient_id, now(), 'campaign:Bench' FROM given
), listed AS (
  INSERT INTO campaign_recipient (shop_id, campaign_id, line, assignment_id)
  SELECT $1, campaign.id, given.slot, given.id FROM given CROSS JOIN campaign ORDER BY given.slot
), counted AS (
  UPDATE pool_stock SET available = available - $3, assigned = assigned + $3
   WHERE shop_id = $1 AND pool_id = $2
)
INSERT INTO pool_day (shop_id, pool_id, day, assigned) VALUES ($1, $2, current_date, $3)`;
