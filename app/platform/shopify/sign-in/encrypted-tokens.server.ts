import type { EncryptedTable } from "../../../database/encryption/encrypted-table";
import { tokenPurpose } from "./token-cipher.server";

interface SessionRow {
  id: string;
  shop: string;
  accessToken: string;
  refreshToken: string | null;
}

/** The tokens of sessions, for encrypting them again. */
export const encryptedTokens: EncryptedTable = {
  name: "session",
  columns: ["accessToken", "refreshToken"],
  readRows: async (sql, after, limit) => {
    const rows = await sql.query<SessionRow>(
      `SELECT id, shop, "accessToken", "refreshToken" FROM session
        WHERE id > $1 ORDER BY id LIMIT $2`,
      [...(after ?? [""]), limit],
    );
    return rows.map(({ id, shop, accessToken, refreshToken }) => ({
      id: [id],
      purpose: tokenPurpose(shop),
      values: [bytesOf(accessToken), bytesOf(refreshToken)],
    }));
  },
  replace: async (sql, changes) => {
    const written = await sql.query(
      // Not while the tokens are being refreshed: the fresh ones are stored only where the old ones
      // still are, and a refresh token works once.
      `WITH free AS (
         SELECT session.id, change.access, change.refresh
           FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                  AS change (id, old_access, old_refresh, access, refresh)
           JOIN session USING (id)
          WHERE session."accessToken" = change.old_access
            AND session."refreshToken" IS NOT DISTINCT FROM change.old_refresh
            AND coalesce(session.refreshing_until <= clock_timestamp(), true)
            FOR UPDATE OF session SKIP LOCKED
       )
       UPDATE session SET "accessToken" = free.access, "refreshToken" = free.refresh
         FROM free WHERE session.id = free.id
       RETURNING 1`,
      [
        changes.map(({ row }) => row.id[0]),
        changes.map(({ row }) => textOf(row.values[0])),
        changes.map(({ row }) => textOf(row.values[1])),
        changes.map(({ values }) => textOf(values[0])),
        changes.map(({ values }) => textOf(values[1])),
      ],
    );
    return written.length;
  },
};

const bytesOf = (text: string | null): Buffer | null =>
  text === null ? null : Buffer.from(text, "base64");
const textOf = (bytes: Buffer | null | undefined): string | null =>
  bytes?.toString("base64") ?? null;
