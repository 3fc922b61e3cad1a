/** An entry of the audit, as far as its sentence needs it. */
export interface AuditFacts {
  actor: string;
  action: string;
  /** Name of the pool it is about; null: about no pool, or one that is not known any more. */
  poolName: string | null;
  /** Whom `detail.recipient` numbers, where that was looked up; null: the person was erased. */
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

/** What was done about codes that differ from the shop's. */
const repairs: Record<string, string> = {
  upload: "missing codes are uploaded again",
  adopt: "unknown codes come into the pool",
  remove: "unknown codes are removed from the shop",
  pause: "pools without a discount that works are paused",
};

/** After the name of who did it. An action that somebody adds and forgets here is readable anyway. */
const sentences: Record<string, Labels> = {
  "pool.created": (e) => `created the pool ${pool(e)}`,
  "pool.renamed": (e) => `renamed the pool ${quote(e.detail["from"])} to ${quote(e.detail["to"])}`,
  "pool.activated": (e) => `activated the pool ${pool(e)}`,
  "pool.deactivated": (e) => `deactivated the pool ${pool(e)}`,
  "pool.archived": (e) => `archived the pool ${pool(e)}`,
  "pool.restored": (e) => `restored the pool ${pool(e)} from the archive`,
  "pool.deleted": (e) => `deleted the pool ${pool(e)}`,
  "pool.settings-changed": (e) => `changed the settings of the pool ${pool(e)}`,
  "pool.tied": (e) => `tied the pool ${pool(e)} to a discount`,
  "pool.supply-changed": (e) => `changed how the codes of the pool ${pool(e)} are made`,
  "codes.import-started": (e) => `started to import ${file(e)} into the pool ${pool(e)}`,
  "codes.import-finished": (e) =>
    `finished importing ${file(e)} into the pool ${pool(e)}: ${codes(e, "added")} added`,
  "codes.import-stopped": (e) => `stopped the import of ${file(e)} into the pool ${pool(e)}`,
  "codes.import-failed": (e) => `could not import ${file(e)} into the pool ${pool(e)}`,
  "codes.undo-started": (e) => `asked to undo the import of ${file(e)} into the pool ${pool(e)}`,
  "codes.import-undone": (e) =>
    Number(e.detail["kept"] ?? 0) > 0
      ? `removed ${codes(e, "count")} that came into the pool ${pool(e)} with ${file(e)}`
      : `undid the import of ${file(e)} into the pool ${pool(e)}`,
  "code.added": (e) => `added the code ${quote(e.detail["code"])} to the pool ${pool(e)}`,
  "codes.added": (e) => `added ${codes(e, "count")} to the pool ${pool(e)}`,
  "codes.edited": (e) => `changed ${oneOr(e, codes)} of the pool ${pool(e)}`,
  "codes.exported": (e) => `exported the available codes of the pool ${pool(e)}`,
  "codes.voided": (e) => `voided ${oneOr(e, codes)} of the pool ${pool(e)}`,
  "codes.refused": (e) =>
    `found that the shop refuses ${codes(e, "count")} of the pool ${pool(e)}, and took them out of the stock`,
  "codes.reissued": (e) =>
    `gave ${count(e, "count", "recipient")} of the pool ${pool(e)} another code, because the shop refused the first: ${e.detail["codes"] ?? ""}${Number(e.detail["count"]) > 5 ? ", …" : ""}`,
  "reconciliation.started": () => "started to compare the codes with those in the shop",
  "reconciliation.finished": (e) =>
    `compared the codes with ${codes(e, "read")} in the shop: ${found(e)}`,
  "reconciliation.failed": () => "could not compare the codes with those in the shop",
  "difference.repaired": (e) =>
    `repaired ${e.detail["all"] ? "all" : number(e, "count")} differences from the shop: ${repairs[`${e.detail["repair"]}`] ?? ""}`,
  "difference.ignored": (e) =>
    `left ${e.detail["all"] ? "all differences of a kind" : count(e, "count", "difference")} from the shop as ${e.detail["count"] === 1 ? "it is" : "they are"}`,
  "difference.reported-again": (e) =>
    `has ${count(e, "count", "difference")} from the shop reported again that ${e.detail["count"] === 1 ? "was" : "were"} left`,
  "codes.assigned": (e) =>
    `assigned ${oneOr(e, codes)} of the pool ${pool(e)}${person(e, "to")}${source(e)}`,
  "assignments.released": (e) =>
    `released ${oneOr(e, (some) => count(some, "count", "assignment"))} of the pool ${pool(e)}${person(e, "assigned to")}`,
  "assignments.exported": (e) => `exported the assigned history of the pool ${pool(e)}`,
  "campaign.exported": (e) => `exported the result of a campaign of the pool ${pool(e)}`,
  "campaign.started": (e) =>
    `started the campaign ${campaign(e)}: codes of the pool ${pool(e)} for ${count(e, "total", "recipient")}`,
  "campaign.resumed": (e) =>
    `went on with the campaign ${campaign(e)}: codes of the pool ${pool(e)} for ${count(e, "left", "recipient")}`,
  "campaign.finished": (e) =>
    `finished the campaign ${campaign(e)}: ${codes(e, "codes" in e.detail ? "codes" : "assigned")} of the pool ${pool(e)} assigned${Number(e.detail["refused"] ?? 0) > 0 ? `, ${count(e, "refused", "recipient")} skipped` : ""}`,
  "campaign.failed": (e) => `could not go on with the campaign ${campaign(e)}`,
  "campaign.cancelled": (e) =>
    `cancelled the campaign ${campaign(e)}: ${codes(e, "assigned")} of the pool ${pool(e)} stay assigned`,
  "campaign.deleted": (e) =>
    `deleted the campaign ${campaign(e)}: ${codes(e, "assigned")} of the pool ${pool(e)} stay assigned`,
  // Lists from before there were campaigns.
  "audience.exported": (e) => `exported the result of a list of the pool ${pool(e)}`,
  "audience.started": (e) =>
    `started to assign codes of the pool ${pool(e)} to ${count(e, "total", "recipient")}`,
  "audience.finished": (e) =>
    `finished assigning codes of the pool ${pool(e)}: ${codes(e, "assigned")} assigned, ${number(e, "refused")} refused`,
  "audience.failed": (e) => `could not go on assigning codes of the pool ${pool(e)}`,
  "audience.cancelled": (e) => `cancelled the assigning of codes of the pool ${pool(e)}`,
  "alerts.recipients-changed": (e) =>
    e.detail["count"] === 0
      ? "removed every alert recipient: alerts go to the shop’s own address"
      : `changed the alert recipients: ${facts(e, { added: "added", removed: "removed" })}, now ${number(e, "count")}`,
  "alerts.threshold-changed": (e) =>
    e.detail["to"] === null
      ? `switched off the low stock alert of the pool ${pool(e)}`
      : `set the low stock alert of the pool ${pool(e)} to below ${codes(e, "to")}`,
  "recipient.blocked": (e) => `blocked${person(e) || " a recipient"}: no more codes for them`,
  "recipient.unblocked": (e) => `unblocked${person(e) || " a recipient"}`,
  "key.created": (e) => `created the API key ${quote(e.detail["name"])}`,
  "key.rotated": (e) => `gave the API key ${quote(e.detail["name"])} a new secret`,
  "key.revoked": (e) => `revoked the API key ${quote(e.detail["name"])}`,
  "codes.used-by-others": (e) =>
    `saw ${codes(e, "count")} of the pool ${pool(e)} used by somebody else than the recipient`,
  "codes.restored": (e) =>
    `gave ${codes(e, "count")} of the pool ${pool(e)} back to the recipients of orders that were reversed`,
  "codes.replaced": (e) =>
    `gave ${codes(e, "count")} for those of the pool ${pool(e)} whose orders were reversed${insteadOfRestore(e)}`,
  "codes.marked-sent": (e) => `marked ${codes(e, "count")} as sent to their recipients`,
  "shop.scopes-changed": () => "was granted other permissions",
  "discount.created": (e) => `created the discount ${quote(e.detail["title"])}`,
  "discount.gone": (e) =>
    `saw that the discount ${quote(e.detail["title"])} was deleted in the shop`,
  "shop.installed": () => "was installed",
  "shop.uninstalled": () => "was uninstalled",
  "customer.erased": () => "erased a customer, as the shop system asked",
  "customer.exported": () =>
    "sent the shop what is stored about a customer, as the shop system asked",
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

/** The name that the pool had then, where the entry tells it. */
function pool({ action, detail, poolName }: AuditFacts): string {
  const then = detail["pool"] ?? (/^(pool|alerts)\./.test(action) ? detail["name"] : undefined);
  return quote(then ?? poolName ?? "unknown");
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

/** The one code that an entry is about, by its name; otherwise how many, in words. */
function oneOr(entry: AuditFacts, many: (entry: AuditFacts, fact: string) => string): string {
  const { code } = entry.detail;
  return typeof code === "string" ? `the code ${quote(code)}` : many(entry, "count");
}

/** ` to ada@example.com`, where the entry is about one person. */
function person({ detail, recipient }: AuditFacts, before = ""): string {
  if (typeof detail["recipient"] !== "number" || recipient === undefined) return "";
  const customer = recipient?.startsWith("customer:") && recipient.replace(":", " ");
  return ` ${before ? `${before} ` : ""}${customer || recipient || "a recipient who was erased"}`;
}

/** What a comparison found, without what it did not find. */
function found(entry: AuditFacts): string {
  const words = {
    missing: "missing",
    unknown: "unknown",
    inactive: "with a discount that doesn’t work",
  };
  return facts(entry, words) || "everything matches";
}

/** `2 added, 1 removed`: those of the facts that are not zero. */
function facts(entry: AuditFacts, words: Record<string, string>): string {
  return Object.entries(words)
    .filter(([fact]) => Number(entry.detail[fact] ?? 0) > 0)
    .map(([fact, word]) => `${number(entry, fact)} ${word}`)
    .join(", ");
}

function insteadOfRestore(entry: AuditFacts): string {
  if (Number(entry.detail["insteadOfRestore"] ?? 0) === 0) return "";
  return ` (${number(entry, "insteadOfRestore")} because the shop would not take the same code again)`;
}

function number({ detail }: AuditFacts, fact: string): string {
  const value = Number(detail[fact] ?? 0);
  return value.toLocaleString("en-US");
}

function codes(entry: AuditFacts, fact: string): string {
  return count(entry, fact, "code");
}

function count(entry: AuditFacts, fact: string, one: string): string {
  return `${number(entry, fact)} ${Number(entry.detail[fact]) === 1 ? one : `${one}s`}`;
}
