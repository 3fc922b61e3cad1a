import { findAudience } from "../campaigns/find-audience.server";
import type { Member } from "../campaigns/list-members.server";
import { streamMembers } from "../campaigns/stream-members.server";
import { numberParam, orNotFound } from "../http/admin.server";
import { downloadLoader } from "../http/download-link.server";
import { localStamp } from "../http/files/local-stamp";
import { type Cell, writeCsv } from "../http/files/write-csv.server";
import { memberRefusalText } from "../http/member-refusal-text";

/** The result of a list as a file: who got which code, who got none and why. Signed links only. */
export const loader = downloadLoader(async ({ services, shop, params, sendFile }) => {
  const poolId = numberParam(params, "poolId");
  const audienceId = numberParam(params, "audienceId");
  orNotFound(await findAudience(services, shop, { poolId, audienceId }));
  const header = [
    "Line",
    "Recipient",
    "Code",
    "Message",
    `Valid until (${shop.timeZone})`,
    "Result",
  ];
  const pages = rows(streamMembers(services, shop, audienceId), shop.timeZone);
  return sendFile(writeCsv(header, pages), {
    name: `list-${audienceId}.csv`,
    type: "text/csv; charset=utf-8",
  });
});

async function* rows(pages: AsyncIterable<Member[]>, timeZone: string): AsyncGenerator<Cell[][]> {
  const stamp = localStamp(timeZone);
  for await (const members of pages) {
    yield members.map(({ line, address, code, message, expiresAt, state, refusal }) => [
      line,
      address,
      code,
      message,
      expiresAt && stamp(expiresAt),
      refusal ? memberRefusalText(refusal) : (state ?? "not assigned"),
    ]);
  }
}
