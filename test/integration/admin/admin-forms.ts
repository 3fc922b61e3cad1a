import { emptyDraft } from "../../../app/features/discounts/creation/discount-draft";
import { defaultPattern } from "../../../app/features/publishing/generator/pattern";
import { defaultBuffer } from "../../../app/features/publishing/replenishment/buffer";

/** Hostile values. Every form field and URL parameter must accept or reject them without a server error. */
const many = `1${",1".repeat(100_000)}`;
export const nasty = [
  "\u0000",
  "a\u0000b",
  "\ufffd",
  "\u202e",
  "",
  "-1",
  "0",
  "1.5",
  "NaN",
  "Infinity",
  "1e308",
  "2147483648",
  "9007199254740993",
  "9".repeat(400),
  "0000-01-01",
  "9999-12-31",
  "../..",
  "%",
  "'--",
  "__proto__",
  "[]",
  '{"a":"\\u0000"}',
  '{"a":"\\ud800"}',
  `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
  "👩‍👩‍👧".repeat(200),
  many,
];

/** Query parameters that the pages read. */
export const parameters = [
  ...["search", "after", "before", "actor", "pool", "code", "cursor", "left", "kind", "type"],
  ...["from", "to", "days", "period", "name", "create", "view", "lines", "sort"],
];

const pattern = JSON.stringify(defaultPattern);
const buffer = JSON.stringify(defaultBuffer);
const edit = { message: "Enjoy", assignBy: "2027-01-31", useBy: "2027-02-28", useWithinDays: "30" };

/**
 * Valid submissions of the pages' forms, in order. The test replaces `poolId`, `batchId` and `campaignId`
 * with real IDs, and reads from the pages which intents they handle and which fields those take.
 */
export const forms: Record<string, string>[] = [
  { intent: "create", type: "static", name: "New" },
  {
    intent: "create",
    type: "dynamic",
    name: "New",
    discountId: "1",
    pattern,
    buffer,
    codeLimit: "5000",
  },
  {
    intent: "create",
    name: "Key",
    scopes: "read",
    everyPool: "false",
    pools: "1",
    requestsPerMinute: "60",
  },
  { intent: "rename", poolId: "1", name: "Renamed", version: "1" },
  { intent: "set-active", poolId: "1", active: "true", confirmed: "true" },
  { intent: "check-sample", poolId: "1" },
  { intent: "archive", poolId: "1", archived: "false" },
  { intent: "delete", poolId: "1", typedName: "another" },
  { intent: "protect", poolId: "1", version: "1", holderOnly: "true", personalExpiration: "true" },
  { intent: "pause-checkout", poolId: "1", paused: "true" },
  { intent: "set-guard", enabled: "true" },
  { intent: "repair-guard" },
  { intent: "save-guard-messages", messages: '{"en":{"expired":"Too late."}}', version: "0" },
  { intent: "rotate-seal-key" },
  { intent: "try-code", code: "C-1", buyer: "ada@example.com", date: "", language: "en" },
  { intent: "assign", recipient: "ada@example.com" },
  { intent: "release", assignmentIds: "1,2" },
  { intent: "export", format: "csv", search: "" },
  { intent: "add", code: "C-1", message: "", assignBy: "", useBy: "", useWithinDays: "" },
  { intent: "void", codeIds: "1,2" },
  { intent: "void-all", search: "C" },
  { intent: "edit", codeIds: "1,2", ...edit },
  { intent: "edit-all", search: "C", ...edit },
  { intent: "stop-change", changeId: "1" },
  { intent: "set-alert-recipients", emails: "ada@example.com", seen: "" },
  { intent: "set-low-stock-threshold", poolId: "1", threshold: "5" },
  { intent: "rotate", keyId: "1", overlapHours: "0" },
  { intent: "revoke", keyId: "1" },
  { intent: "set-blocked", recipient: "ada@example.com", blocked: "false" },
  {
    intent: "create-discount",
    draft: JSON.stringify({ ...emptyDraft("2026-11-21"), title: "Winter", percent: "20" }),
    creationKey: "0b0bbd6e-0b57-4a4c-8c6c-6b1f0e6f1f00",
  },
  { intent: "refresh-discount", discountId: "1" },
  { intent: "check" },
  { intent: "reportAgain", which: "1" },
  { intent: "repair", checkId: "1", kind: "missing", repair: "upload", which: "1,2" },
  { intent: "read", delimiter: ",", header: "true", column: "0" },
  {
    intent: "read",
    delimiter: ",",
    sheet: "Codes",
    namesAt: "0",
    dayFirst: "true",
    withHidden: "true",
    withOdd: "true",
    withoutBadDates: "true",
    columns: "code,message",
  },
  { intent: "look-up", codes: "C-1\nC-2" },
  { intent: "export", format: "xlsx", lines: "all" },
  { intent: "start", confirmed: "true" },
  { intent: "resume" },
  { intent: "delete" },
  { intent: "stop" },
  { intent: "undo", keepAssigned: "true" },
  { intent: "discard" },
  { intent: "sent", throughId: "1" },
  { intent: "export", throughId: "1" },
  { intent: "tie", version: "1", discountId: "1" },
  { intent: "change-supply", version: "1", discountId: "1", pattern, buffer, codeLimit: "" },
  { intent: "lengthen", length: "10" },
  {
    intent: "save",
    version: "1",
    resendPolicy: "same_while_valid",
    cancelPolicy: "keep",
    restockReleased: "true",
    resendDays: "",
    fallbackPoolId: "",
    defaultAssignBy: "",
    defaultUseBy: "",
    defaultUseWithinDays: "",
  },
];
