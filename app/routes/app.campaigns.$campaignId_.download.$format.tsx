import { numberParam, orNotFound } from "../admin/admin.server";
import { downloadLoader } from "../admin/download-link.server";
import { recipientRejectionText } from "../admin/recipient-rejection-text";
import type { Cell } from "../core/csv";
import type { Campaign } from "../features/campaigns/campaign";
import { findCampaign } from "../features/campaigns/find-campaign.server";
import type { CampaignRecipient } from "../features/campaigns/list-campaign-recipients.server";
import { streamCampaignRecipients } from "../features/campaigns/stream-campaign-recipients.server";
import { dayText } from "../files/write/day-text";
import { formatLocalTime } from "../files/write/format-local-time";
import { tableFile } from "../files/write/table-file.server";

/** Column names for email tools. `expires` is text for a message, `expires_at` is ISO 8601. */
const ownColumns = [
  "email",
  "code",
  "url",
  "expires",
  "expires_at",
  "message",
  "status",
  "works_in_shop",
  "reason",
  "line",
];

/**
 * Downloads the result of a campaign: who got which code, who got none, and why. Signed links only.
 */
export const loader = downloadLoader(async ({ services, shop, url, params, sendFile }) => {
  const campaignId = numberParam(params, "campaignId");
  const campaign = orNotFound(await findCampaign(services, shop, campaignId));
  const refusedOnly = url.searchParams.get("lines") === "refused";
  const { format } = params;
  const { columns } = campaign;
  const header = [...ownColumns, ...columns.map(besideOwn)];
  const pages = rows(streamCampaignRecipients(services, shop, { campaignId, refusedOnly }), {
    codeUrl: services.platform(shop.domain).codeUrl,
    columns: columns.length,
    inWords: dayText(shop.timeZone),
    exact: format === "xlsx" ? spreadsheetMoment(shop.timeZone) : (moment) => moment.toISOString(),
  });
  // Email tools read the CSV, so codes and addresses aren't escaped.
  const name = fileName(campaign, refusedOnly);
  return sendFile(...tableFile(format, { name, header, pages, reader: "program" }));
});

/** Whether the store accepts a code. `unknown` until it was looked up. */
function worksInShop(live: boolean | null): string {
  if (live === null) return "unknown";
  return live ? "yes" : "no";
}

function fileName({ name }: Campaign, refusedOnly: boolean): string {
  return refusedOnly ? `${name} - without a code` : name;
}

function spreadsheetMoment(timeZone: string): (moment: Date) => Cell {
  const stamp = formatLocalTime(timeZone);
  return (moment) => ({ local: stamp(moment) });
}

/** Keeps the list's column names, so a template for the list also works for the result. */
function besideOwn(name: string): string {
  return ownColumns.includes(name.toLowerCase()) ? `${name} (list)` : name;
}

interface RowFormat {
  /** Number of the list's other columns. */
  columns: number;
  codeUrl(code: string): string | null;
  inWords(moment: Date): string;
  exact(moment: Date): Cell;
}

async function* rows(
  pages: AsyncIterable<CampaignRecipient[]>,
  { codeUrl, columns, inWords, exact }: RowFormat,
): AsyncGenerator<Cell[][]> {
  for await (const recipients of pages) {
    yield recipients.map(
      ({ line, address, code, message, expiresAt, state, live, refusal, fields }) => [
        address,
        code,
        code && codeUrl(code),
        expiresAt && inWords(expiresAt),
        expiresAt && exact(expiresAt),
        message,
        refusal ? "refused" : (state ?? "waiting"),
        code && worksInShop(live),
        refusal && recipientRejectionText(refusal),
        line,
        ...(fields ?? Array<null>(columns).fill(null)),
      ],
    );
  }
}
