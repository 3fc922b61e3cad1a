import { findCampaign } from "../campaigns/find-campaign.server";
import type { Member } from "../campaigns/list-members.server";
import { streamMembers } from "../campaigns/stream-members.server";
import { numberParam, orNotFound } from "../http/admin.server";
import { downloadLoader } from "../http/download-link.server";
import { type Cell, writeCsv } from "../http/files/write-csv.server";
import { writeXlsx } from "../http/files/write-xlsx.server";
import { memberRefusalText } from "../http/member-refusal-text";

/** Column names and moments (UTC) for machines: e-mail tools read this file. */
const header = [
  "email",
  "code",
  "url",
  "expires_at",
  "message",
  "status",
  "works_in_shop",
  "reason",
  "line",
];

/** The result of a campaign as a file: who has which code, who has none and why. Signed links only. */
export const loader = downloadLoader(async ({ services, shop, url, params, sendFile }) => {
  const campaignId = numberParam(params, "campaignId");
  orNotFound(await findCampaign(services, shop, campaignId));
  const refusedOnly = url.searchParams.get("lines") === "refused";
  const { codeUrl } = services.platform(shop.domain);
  const pages = rows(streamMembers(services, shop, { campaignId, refusedOnly }), codeUrl);
  const name = `campaign-${campaignId}${refusedOnly ? "-refused" : ""}`;
  if (params["format"] === "xlsx") {
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return sendFile(writeXlsx(header, pages), { name: `${name}.xlsx`, type });
  }
  const type = "text/csv; charset=utf-8";
  return sendFile(writeCsv(header, pages), { name: `${name}.csv`, type });
});

/** What the store says of a code; `unknown` until somebody looked it up. */
function worksInShop(live: boolean | null): string {
  if (live === null) return "unknown";
  return live ? "yes" : "no";
}

async function* rows(
  pages: AsyncIterable<Member[]>,
  codeUrl: (code: string) => string,
): AsyncGenerator<Cell[][]> {
  for await (const members of pages) {
    yield members.map(({ line, address, code, message, expiresAt, state, live, refusal }) => [
      address,
      code,
      code && codeUrl(code),
      expiresAt?.toISOString() ?? null,
      message,
      refusal ? "refused" : (state ?? "waiting"),
      code && worksInShop(live),
      refusal && memberRefusalText(refusal),
      line,
    ]);
  }
}
