import { count, number } from "../../core/format";
/** The parts of an audit entry that its sentence needs. */
export interface AuditFacts {
  actor: string;
  action: string;
  /** Name of its pool; null: the entry has no pool, or the pool no longer exists. */
  poolName: string | null;
  /** The recipient whose id is `detail.recipient`, if it was looked up; null: erased. */
  recipient?: string | null | undefined;
  detail: Record<string, string | number | boolean | null>;
}

/** What happened, as a sentence: `Ada L. created the pool “Welcome”`. */
export function auditSentence(entry: AuditFacts): string {
  const who = entry.actor === "app" ? "The app" : entry.actor;
  const words = sentences[entry.action];
  return `${who} ${words ? words(entry) : unknownAction(entry)}`;
}

type Labels = (entry: AuditFacts) => string;

/** How differences from the store were repaired. */
const repairs: Record<string, Labels> = {
  upload: (e) => `${oneOrMany(e, "a missing code was", "missing codes were")} uploaded again`,
  import: (e) => `${codesAdded(e)} added to the pool`,
  remove: (e) => `${codesAdded(e)} removed from the store`,
  pause: (e) =>
    `${oneOrMany(e, "a pool without a working discount was", "pools without a working discount were")} deactivated`,
};

function codesAdded(entry: AuditFacts): string {
  return oneOrMany(entry, "a code added outside this app was", "codes added outside this app were");
}

/** The rest of the sentence after the actor’s name. Actions missing here get a generic one. */
const sentences: Record<string, Labels> = {
  "pool.created": (e) => `created the pool ${pool(e)}`,
  "pool.renamed": (e) => `renamed the pool ${quote(e.detail["from"])} to ${quote(e.detail["to"])}`,
  "pool.activated": (e) => `activated the pool ${pool(e)}`,
  "pool.deactivated": (e) => `deactivated the pool ${pool(e)}`,
  "pool.archived": (e) => `archived the pool ${pool(e)}`,
  "pool.restored": (e) => `restored the pool ${pool(e)} from the archive`,
  "pool.deleted": (e) => `deleted the pool ${pool(e)}`,
  "pool.settings-changed": (e) => `changed the settings of the pool ${pool(e)}`,
  "pool.protection-changed": (e) =>
    `changed how the codes of the pool ${pool(e)} are protected at checkout: ${protection(e)}`,
  "pool.checkout-paused": (e) => `paused the codes of the pool ${pool(e)} at checkout`,
  "pool.checkout-resumed": (e) => `let the codes of the pool ${pool(e)} work at checkout again`,
  "pool.tied": (e) => `linked the pool ${pool(e)} to a discount`,
  "pool.supply-changed": (e) => `changed how codes for the pool ${pool(e)} are generated`,
  "guard.enabled": () => "turned on the protection of codes at checkout",
  "guard.disabled": () => "turned off the protection of codes at checkout",
  "guard.repaired": () => "repaired the protection of codes at checkout",
  "guard.key-added": () => "added a key that seals codes",
  "guard.missing": () =>
    "noticed that the protection of codes at checkout was deleted in the store",
  "guard.deactivated": () =>
    "noticed that the protection of codes at checkout was deactivated in the store",
  "guard.messages-changed": () => "changed the messages for codes rejected at checkout",
  "codes.import-started": (e) => `started importing ${file(e)} into the pool ${pool(e)}`,
  "codes.import-finished": (e) =>
    `finished importing ${file(e)} into the pool ${pool(e)}: ${codes(e, "added")} added`,
  "codes.import-stopped": (e) => `stopped the import of ${file(e)} into the pool ${pool(e)}`,
  "codes.import-failed": (e) => `couldn’t import ${file(e)} into the pool ${pool(e)}`,
  "codes.undo-started": (e) => `started to undo the import of ${file(e)} into the pool ${pool(e)}`,
  "codes.import-undone": (e) =>
    Number(e.detail["kept"] ?? 0) > 0
      ? `removed ${codes(e, "count")} that ${file(e)} had added to the pool ${pool(e)}`
      : `undid the import of ${file(e)} into the pool ${pool(e)}`,
  "code.added": (e) => `added the code ${quote(e.detail["code"])} to the pool ${pool(e)}`,
  "codes.added": (e) => `added ${codes(e, "count")} to the pool ${pool(e)}`,
  "codes.edited": (e) => `edited ${oneOr(e, codes)} in the pool ${pool(e)}`,
  "codes.exported": (e) => `exported the available codes of the pool ${pool(e)}`,
  "codes.voided": (e) => `voided ${oneOr(e, codes)} in the pool ${pool(e)}`,
  "codes.refused": (e) =>
    `removed ${codes(e, "count")} from the stock of the pool ${pool(e)} because the store rejected ${oneOrMany(e, "it", "them")}`,
  "codes.reissued": (e) =>
    `gave ${countOf(e, "count", "recipient")} of the pool ${pool(e)} another code because the store rejected the first: ${e.detail["codes"] ?? ""}${Number(e.detail["count"]) > 5 ? ", …" : ""}`,
  "reconciliation.started": () => "started comparing codes with the store",
  "reconciliation.finished": (e) =>
    `compared codes with ${codes(e, "read")} in the store: ${found(e)}`,
  "reconciliation.failed": () => "couldn’t compare codes with the store",
  "difference.repaired": (e) =>
    `repaired ${e.detail["all"] ? "all differences" : countOf(e, "count", "difference")} from the store: ${repairs[`${e.detail["repair"]}`]?.(e) ?? ""}`,
  "difference.ignored": (e) =>
    `ignored ${e.detail["all"] ? "all differences of one kind" : countOf(e, "count", "difference")} from the store`,
  "difference.reported-again": (e) =>
    `stopped ignoring ${countOf(e, "count", "difference")} from the store`,
  "codes.assigned": (e) =>
    `assigned ${oneOr(e, codes)} from the pool ${pool(e)}${person(e, "to")}${source(e)}`,
  "assignments.released": (e) =>
    `released ${oneOr(e, (some) => countOf(some, "count", "assignment"))} from the pool ${pool(e)}${person(e, "assigned to")}`,
  "assignments.exported": (e) => `exported the assigned history of the pool ${pool(e)}`,
  "campaign.exported": (e) => `exported the results of a campaign that uses the pool ${pool(e)}`,
  "campaign.started": (e) =>
    `started the campaign ${campaign(e)}: ${countOf(e, "total", "recipient")}, codes from the pool ${pool(e)}`,
  "campaign.resumed": (e) =>
    `resumed the campaign ${campaign(e)}: ${countOf(e, "left", "recipient")}, codes from the pool ${pool(e)}`,
  "campaign.finished": (e) =>
    `finished the campaign ${campaign(e)}: ${codes(e, "codes")} from the pool ${pool(e)} assigned${Number(e.detail["refused"] ?? 0) > 0 ? `, ${countOf(e, "refused", "recipient")} skipped` : ""}`,
  "campaign.failed": (e) => `couldn’t continue the campaign ${campaign(e)}`,
  "campaign.stopped": (e) =>
    `stopped the campaign ${campaign(e)}: ${codes(e, "assigned")} from the pool ${pool(e)} stay assigned`,
  "campaign.deleted": (e) =>
    `deleted the campaign ${campaign(e)}: ${codes(e, "assigned")} from the pool ${pool(e)} stay assigned`,
  "alerts.recipients-changed": (e) =>
    e.detail["count"] === 0
      ? "removed every alert recipient: alerts go to the store’s own email address"
      : `changed the alert recipients: ${facts(e, { added: "added", removed: "removed" })}, now ${numberOf(e, "count")}`,
  "alerts.threshold-changed": (e) =>
    e.detail["to"] === null
      ? `turned off the low stock alert for the pool ${pool(e)}`
      : `set the low stock alert for the pool ${pool(e)} to fewer than ${codes(e, "to")}`,
  "recipient.blocked": (e) => `blocked${person(e) || " a recipient"}`,
  "recipient.unblocked": (e) => `unblocked${person(e) || " a recipient"}`,
  "key.created": (e) => `created the API key ${quote(e.detail["name"])}`,
  "key.rotated": (e) => `rotated the API key ${quote(e.detail["name"])}`,
  "key.revoked": (e) => `revoked the API key ${quote(e.detail["name"])}`,
  "codes.used-by-others": (e) =>
    `found ${codes(e, "count")} from the pool ${pool(e)} used by someone other than the recipient`,
  "codes.restored": (e) =>
    `made ${codes(e, "count")} from the pool ${pool(e)} usable again after ${oneOrMany(e, "its order was", "their orders were")} canceled or refunded`,
  "codes.replaced": (e) =>
    `assigned ${codes(e, "count")} from the pool ${pool(e)} to replace ${oneOrMany(e, "a code whose order was", "codes whose orders were")} canceled or refunded${insteadOfRestore(e)}`,
  "codes.marked-sent": (e) => `marked ${codes(e, "count")} as sent`,
  "shop.scopes-changed": () => "got different permissions",
  "discount.created": (e) => `created the discount ${quote(e.detail["title"])}`,
  "discount.gone": (e) =>
    `found that the discount ${quote(e.detail["title"])} was deleted in the store`,
  "shop.installed": () => "was installed",
  "shop.uninstalled": () => "was uninstalled",
  "customer.erased": () => "erased a customer’s data, as Shopify requested",
  "customer.exported": () => "sent the store a customer’s data, as Shopify requested",
};

/** `things.done-somehow` with its facts: `did “things done somehow” in the pool “Welcome” (count: 3)`. */
function unknownAction(entry: AuditFacts): string {
  const named = entry.action.replace(/[.-]/g, " ");
  const facts = Object.entries(entry.detail)
    .filter(([name, value]) => value !== null && name !== "pool")
    .map(([name, value]) => `${name}: ${value}`);
  const where = entry.poolName === null ? "" : ` in the pool ${pool(entry)}`;
  return `did “${named}”${where}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
}

/** The pool’s name at that time if the entry has it, else its current one. */
function pool({ action, detail, poolName }: AuditFacts): string {
  const then = detail["pool"] ?? (/^(pool|alerts)\./.test(action) ? detail["name"] : undefined);
  return quote(then ?? poolName ?? "unknown");
}

/** How the codes of a pool are protected from now on. */
function protection({ detail }: AuditFacts): string {
  const holder = detail["holderOnly"] && "only the recipient can use a code";
  const day = detail["personalExpiration"] && "each code ends on its own last day";
  return [holder, day].filter(Boolean).join(", and ") || "not at all";
}

function campaign({ detail }: AuditFacts): string {
  return quote(detail["campaign"]);
}

function quote(text: string | number | boolean | null | undefined): string {
  return `“${text ?? "unknown"}”`;
}

function file({ detail }: AuditFacts): string {
  const name = detail["fileName"] ?? detail["file"];
  return name === undefined || name === null ? "codes" : quote(name);
}

function source({ detail }: AuditFacts): string {
  const name = detail["source"];
  return typeof name === "string" && name !== "manual" ? ` (source: ${name})` : "";
}

/** The code, if the entry is about one; otherwise the count. */
function oneOr(entry: AuditFacts, plural: (entry: AuditFacts, fact: string) => string): string {
  const { code } = entry.detail;
  return typeof code === "string" ? `the code ${quote(code)}` : plural(entry, "count");
}

/** ` to ada@example.com` if the entry is about one person. */
function person({ detail, recipient }: AuditFacts, before = ""): string {
  if (typeof detail["recipient"] !== "number" || recipient === undefined) return "";
  const customer = recipient?.startsWith("customer:") && recipient.replace(":", " ");
  return ` ${before ? `${before} ` : ""}${customer || recipient || "an erased customer"}`;
}

/** The differences that a comparison found: `2 missing`. */
function found(entry: AuditFacts): string {
  const words = {
    missing: "missing",
    unknown: "unknown",
    inactive: "with a discount that doesn’t work",
  };
  return facts(entry, words) || "everything matches";
}

/** `2 added, 1 removed`: the facts that are not zero. */
function facts(entry: AuditFacts, words: Record<string, string>): string {
  return Object.entries(words)
    .filter(([fact]) => Number(entry.detail[fact] ?? 0) > 0)
    .map(([fact, word]) => `${numberOf(entry, fact)} ${word}`)
    .join(", ");
}

function insteadOfRestore(entry: AuditFacts): string {
  if (Number(entry.detail["insteadOfRestore"] ?? 0) === 0) return "";
  return ` (${numberOf(entry, "insteadOfRestore")} because the store doesn’t accept the same code twice)`;
}

function numberOf({ detail }: AuditFacts, fact: string): string {
  return number(Number(detail[fact] ?? 0));
}

/** The words for the entry's `count`. An entry about “all” has none. */
function oneOrMany({ detail }: AuditFacts, singular: string, plural: string): string {
  return Number(detail["count"]) === 1 ? singular : plural;
}

function codes(entry: AuditFacts, fact: string): string {
  return countOf(entry, fact, "code");
}

function countOf(entry: AuditFacts, fact: string, singular: string): string {
  return count(Number(entry.detail[fact] ?? 0), singular);
}
