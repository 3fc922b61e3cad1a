import { downloadLoader } from "../admin/download-link.server";
import type { Cell } from "../core/csv";
import type { ShopContext } from "../core/ids";
import { listUnsent } from "../features/assignments/unsent/list-unsent.server";
import { writeCsv } from "../files/write/write-csv.server";
import type { AppServices } from "../services.server";

const codesPerStep = 1_000;

/** Downloads the codes to send, for an email tool. Signed links only. */
export const loader = downloadLoader(async ({ services, shop, url, sendFile }) => {
  const throughId = Number(url.searchParams.get("through"));
  const columns = ["email", "code", "url", "replaces", "pool", "expires_at"];
  const file = { name: "codes-to-send.csv", type: "text/csv; charset=utf-8" };
  return sendFile(writeCsv(columns, rows(services, shop, throughId), "program"), file);
});

async function* rows(
  services: AppServices,
  shop: ShopContext,
  throughId: number,
): AsyncGenerator<Cell[][]> {
  const { codeUrl } = services.platform(shop.domain);
  for (let afterId = 0; ; ) {
    const codes = await listUnsent(services, shop, { afterId, throughId, limit: codesPerStep });
    const last = codes.at(-1);
    if (!last) return;
    yield codes.map(({ recipient, code, insteadOf, pool, expiresAt }) => [
      recipient,
      code,
      codeUrl(code),
      insteadOf,
      pool.name,
      expiresAt?.toISOString() ?? null,
    ]);
    afterId = last.assignmentId;
  }
}
