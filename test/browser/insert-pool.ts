import type { BrowserStack } from "./open-stack";

export interface PoolOptions {
  name: string;
  active?: boolean;
  /** Available codes, in the order in which they are assigned. */
  codes?: string[];
}

/**
 * A static pool of the story's store, straight in the database: for stories about something other than
 * how pools and codes are created. Its handle is its name in lower case, with dashes. Resolves its path
 * in the app.
 */
export async function insertPool(stack: BrowserStack, pool: PoolOptions): Promise<string> {
  const { name, active = false, codes = [] } = pool;
  const [row] = await stack.sql<{ id: number }>(
    `WITH made AS (
       INSERT INTO pool (shop_id, name, name_key, handle, type, active, created_at, updated_at)
       VALUES ($1, $2, lower($2), replace(lower($2), ' ', '-'), 'static', $3, now(), now())
       RETURNING shop_id, id),
     stock AS (
       INSERT INTO pool_stock (shop_id, pool_id, available)
       SELECT shop_id, id, cardinality($4::text[]) FROM made),
     queue AS (SELECT nextval('code_position_seq') * 1048576 AS start),
     filled AS (
       INSERT INTO code (shop_id, pool_id, position, stored_state, created_at, code, code_key)
       SELECT made.shop_id, made.id, queue.start + n, 'available', now(), code, lower(code)
         FROM made, queue, unnest($4::text[]) WITH ORDINALITY AS given (code, n))
     SELECT id FROM made`,
    [stack.shopId, name, active, codes],
  );
  return `/app/pools/${row?.id}`;
}

/** `PREFIX-0`, `PREFIX-1`, … */
export function codesNamed(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
}
