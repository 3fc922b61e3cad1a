import type { Transaction } from "../../../database/database.server";
import { changeStock } from "../../pools/stock/stock.server";
import type { CodeEdit } from "./code-change";

export interface ChosenCodes {
  shopId: number;
  poolId: number;
}

/**
 * Voids available codes, or edits their message and dates. `chosen` is a SQL condition on `code` with
 * parameters from $3 on. The caller holds the pool's lock. Resolves how many changed.
 */
export async function applyChange(
  tx: Transaction,
  { shopId, poolId }: ChosenCodes,
  edit: CodeEdit | null,
  { chosen, values }: { chosen: string; values: readonly unknown[] },
): Promise<number> {
  const parameters: unknown[] = [shopId, poolId, ...values];
  const set = edit
    ? setEdited(edit, (value) => `$${parameters.push(value)}`)
    : "stored_state = 'voided', expires_at = NULL";
  const { rowCount } = await tx.client.query(
    `UPDATE current_code AS code SET ${set}
      WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available'
        AND state = 'available' AND ${chosen}`,
    parameters,
  );
  const changed = rowCount ?? 0;
  if (!edit) await changeStock(tx, shopId, poolId, { available: -changed, voided: changed });
  return changed;
}

function setEdited(edit: CodeEdit, parameter: (value: unknown) => string): string {
  const part = <Name extends keyof CodeEdit>(name: Name, column: string, type: string) => {
    const value = edit[name];
    return value === undefined ? column : `${parameter(value)}::${type}`;
  };
  const assignBy = part("assignBy", "assign_by", "timestamptz");
  const useBy = part("useBy", "use_by", "timestamptz");
  return `message = ${part("message", "message", "text")}, assign_by = ${assignBy}, use_by = ${useBy},
    use_within_days = ${part("useWithinDays", "use_within_days", "int")},
    expires_at = LEAST(${assignBy}, ${useBy})`;
}
