import { byteOrderMark, csvRows } from "../../../core/csv";
import { composeMail } from "../../../mail/compose-mail";
import type { Services } from "../../../services.server";
import {
  type CustomerAssignment,
  readCustomerAssignments,
} from "../../assignments/history/read-customer-assignments.server";
import { recordAudit } from "../../audit/record-audit.server";
import { findCampaignRecipients } from "../../campaigns/personal-data/find-campaign-recipients.server";
import { findFields } from "../../campaigns/personal-data/find-fields.server";
import { addressReader } from "../../recipients/address-reader.server";
import { identitiesOfCustomer } from "../../recipients/identities/identities-of-customer.server";
import {
  type BuyerOrder,
  readBuyerOrders,
} from "../../redemptions/orders/read-buyer-orders.server";

export interface CustomerExport {
  shopId: number;
  keys: readonly string[];
  /** The platform's ID of the request. */
  requestId: string;
  customerId: string | null;
}

/**
 * Emails what is stored about a customer to the store's own address, as files. The platform asks
 * the store, which answers its customer. Says so if nothing is stored.
 */
export async function exportCustomer(
  services: Services,
  request: CustomerExport,
  signal: AbortSignal,
): Promise<void> {
  const { shopId, requestId, customerId } = request;
  const [shop] = await services.database.query<{ name: string; email: string }>(
    "SELECT name, email FROM readable.shop WHERE id = $1",
    [shopId],
  );
  if (!shop) return;
  const keys = await identitiesOfCustomer(services.database, shopId, request.keys);
  const rows = await readCustomerAssignments(services, shopId, keys);
  const orders = await readBuyerOrders(services, shopId, keys);
  const lines = await findCampaignRecipients(services, { id: shopId }, keys, signal);
  const fields = await readFields(services, shopId, keys, signal);
  const assignments = await asCsv(services, shopId, rows);
  const assigned = rows.filter(({ code }) => code !== null).length;
  const found = rows.length + lines.length + fields.length + orders.length > 0;
  await services.mailer.send({
    to: [shop.email],
    id: `data-request-${shopId}-${requestId}`,
    ...composeMail({
      subject: `Customer data request ${requestId}`,
      lead: found
        ? "A customer asked for the data stored about them. It’s attached. Please forward it to the customer."
        : "A customer asked for the data stored about them. Coupon Pools doesn’t store any data about this customer.",
      facts: [
        ["Request", requestId],
        ["Customer", customerId ?? "identified by email address"],
        ["Codes assigned", String(assigned)],
        ["Rows in campaign lists", String(lines.length)],
        ["Codes used in orders", String(orders.length)],
      ],
      paragraphs: [],
      footer: `You’re receiving this at the email address of ${shop.name}. You must answer your customer within 30 days.`,
    }),
    attachments: found
      ? [
          {
            name: `request-${requestId}.csv`,
            type: "text/csv",
            content: assignments,
          },
          {
            name: `request-${requestId}-orders.csv`,
            type: "text/csv",
            content: ordersAsCsv(orders),
          },
          {
            name: `request-${requestId}-lists.csv`,
            type: "text/csv",
            content: fieldsAsCsv(fields),
          },
        ]
      : [],
  });
  await recordAudit(services.database, { id: shopId }, { name: "app" }, services.clock.now(), {
    action: "customer.exported",
    detail: {
      request: requestId,
      assignments: assigned,
      lines: lines.length,
      orders: orders.length,
    },
  });
}

/** Placeholder for an identity that was never stored in plain text. Customers know their own. */
const hashOnly = "(another identity of the same customer, stored only as a keyed hash)";

/** Placeholder for an address whose encryption key is lost. */
const unreadable = "(an address that can no longer be read)";

async function asCsv(
  services: Services,
  shopId: number,
  rows: readonly CustomerAssignment[],
): Promise<string> {
  const addresses = addressReader(services, { id: shopId });
  const cells = rows.map(({ address, ...row }) => [
    address ? (addresses.read(address) ?? unreadable) : hashOnly,
    row.code,
    row.pool,
    row.source,
    row.assignedAt?.toISOString() ?? null,
    row.expiresAt?.toISOString() ?? null,
    row.releasedAt?.toISOString() ?? null,
    row.blockedAt?.toISOString() ?? null,
  ]);
  await addresses.finish(services.database);
  const columns = [
    "recipient",
    "code",
    "pool",
    "source",
    "assigned",
    "expires",
    "released",
    "blocked",
  ];
  return byteOrderMark + csvRows([columns, ...cells], "person");
}

function ordersAsCsv(rows: readonly BuyerOrder[]): string {
  const cells = rows.map(({ order, orderedAt, code, pool, amount, currency }) => [
    order,
    orderedAt.toISOString(),
    code,
    pool,
    amount,
    currency,
  ]);
  const columns = ["order", "ordered", "code", "pool", "amount", "currency"];
  return byteOrderMark + csvRows([columns, ...cells], "person");
}

/** A value about the customer in a campaign's list. */
type ListCell = { campaign: string; line: number; column: string; value: string };

/** Values in campaign lists, from the customer's own rows. */
async function readFields(
  services: Services,
  shopId: number,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<ListCell[]> {
  const lines = (await findFields(services, { id: shopId }, keys, signal)).filter(({ own }) => own);
  const campaigns = await services.database.query<{ id: number; name: string; columns: string[] }>(
    "SELECT id, name, columns FROM readable.campaign WHERE shop_id = $1 AND id = ANY ($2)",
    [shopId, [...new Set(lines.map(({ campaignId }) => campaignId))]],
  );
  const known = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  return lines.flatMap(({ campaignId, line, fields }) =>
    fields.map((value, place) => ({
      campaign: known.get(campaignId)?.name ?? "",
      line,
      column: known.get(campaignId)?.columns[place] ?? "",
      value,
    })),
  );
}

function fieldsAsCsv(cells: readonly ListCell[]): string {
  const rows = cells.map(({ campaign, line, column, value }) => [campaign, line, column, value]);
  return byteOrderMark + csvRows([["campaign", "line", "column", "value"], ...rows], "person");
}
