import { headingKey } from "./headings";

/** Whether a code can still be assigned, according to a cell. */
export type CodeUse = "free" | "used" | "off" | "unknown";

const keys = (words: string) => new Set(words.split(",").map(headingKey));

const free = keys(
  `active, enabled, true, yes, y, 1, publish, published, unused, available, unassigned, unredeemed, open, valid,
   new, not used, not redeemed, unclaimed, live, scheduled, future, on, aktiv, activo, activa, actif, active,
   attivo, ja, oui, si, sim, tak, wahr, vrai, verdadero, vero, actief, aktywny, ativo, 有効, 未使用`,
);
const off = keys(
  `inactive, expired, disabled, fully disabled, false, no, n, 0, off, draft, trash, archived, deleted, removed,
   paused, pending, private, deactivated, canceled, cancelled, void, voided, revoked, blocked, ended, invalid,
   suspended, deleting, processing, version not active, nein, non, falsch, faux, falso, nie, nee, não,
   abgelaufen, inaktiv, deaktiviert, gesperrt, inactif, expiré, inactivo, caducado, vencido, inattivo, scaduto,
   verlopen, nieaktywny, wygasły, inativo, expirado, 無効, 期限切れ`,
);
const used = keys(
  `used, redeemed, applied, consumed, exhausted, used up, fully used, claimed, assigned, assigned to profile,
   sent, issued, distributed, delivered, given, reserved, eingelöst, benutzt, verwendet, verbraucht, utilisé,
   usado, canjeado, usato, utilizzato, gebruikt, wykorzystany, utilizado, 使用済み`,
);

/** Reads a cell of a column such as "Status" or "Active". */
export function readStatus(text: string): CodeUse {
  if (text === "") return "free";
  const key = headingKey(text);
  if (free.has(key)) return "free";
  if (used.has(key)) return "used";
  return off.has(key) ? "off" : "unknown";
}

const unusedText =
  /^([-–—]+|0+([.,]0+)?|no|n|false|never|not used|unused|none|null|n\/a|nein|non|nie|nunca|mai|nooit|não|falsch|faux|falso|0{4}-0{2}-0{2}.*)$/i;

/**
 * Reads a cell of a column such as "Times used", "Redeemed" or "Used at". Any value that doesn't
 * mean "no" counts as a use: a number, a date or a person.
 */
export function readUses(text: string): CodeUse {
  return text === "" || unusedText.test(text) ? "free" : "used";
}
