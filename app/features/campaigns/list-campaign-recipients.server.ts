import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { type AssignmentState, assignmentState, type CodeState } from "../assignments/assignment";
import { isLive } from "../codes/publishing/live-code";
import { addressReader } from "../recipients/address-reader.server";
import type { RecipientRejection } from "./campaign";
import { parseFields } from "./encrypted-list-rows.server";

/** A row of a campaign with its result: a code, a rejection, or none yet. */
export interface CampaignRecipient {
  line: number;
  /** The recipient, or the original cell of an invalid row; null: erased or unreadable. */
  address: string | null;
  /** Cells of the list's other columns; null: none stored, or unreadable. */
  fields: string[] | null;
  code: string | null;
  message: string | null;
  expiresAt: Date | null;
  state: AssignmentState | null;
  /** As `AssignedCode.live`; also null without a code. */
  live: boolean | null;
  /** The recipient already had the code. */
  reused: boolean;
  refusal: RecipientRejection | null;
}

export interface CampaignRecipientsPage {
  campaignId: number;
  /** Only rows after this line. */
  afterLine: number;
  limit: number;
  /** Only rows that were rejected. */
  refusedOnly: boolean;
}

type Row = Omit<CampaignRecipient, "address" | "state" | "fields"> & {
  sealedFields: Buffer | null;
  sealed: Buffer | null;
  codeState: CodeState | null;
  releasedAt: Date | null;
};

/** A page of a campaign's recipients, in the order of the list. */
export async function listCampaignRecipients(
  services: Services,
  shop: Pick<ShopContext, "id">,
  { campaignId, afterLine, limit, refusedOnly }: CampaignRecipientsPage,
): Promise<CampaignRecipient[]> {
  const now = services.clock.now();
  const rows = await services.database.query<Row>(
    `SELECT member.line, coalesce(member.address, recipient.address) AS sealed, member.refusal,
            member.fields AS "sealedFields",
            member.reused, code.code, code.message, code.state AS "codeState",
            ${isLive("$5")} AS live,
            assignment.expires_at AS "expiresAt", assignment.released_at AS "releasedAt"
       FROM campaign_recipient AS member
       LEFT JOIN readable.assignment ON assignment.shop_id = $1 AND assignment.id = member.assignment_id
       LEFT JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
       LEFT JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
      WHERE member.shop_id = $1 AND member.campaign_id = $2 AND member.line > $3
        ${refusedOnly ? "AND member.refusal IS NOT NULL" : ""}
      ORDER BY member.line LIMIT $4`,
    [shop.id, campaignId, afterLine, limit, now],
  );
  const addresses = addressReader(services, shop);
  const recipients = rows.map(({ sealed, sealedFields, codeState, releasedAt, ...row }) => {
    const fields = sealedFields && addresses.read(sealedFields);
    return {
      ...row,
      address: sealed && addresses.read(sealed),
      fields: fields === null ? null : parseFields(fields),
      state: codeState && assignmentState({ codeState, releasedAt, expiresAt: row.expiresAt }, now),
    };
  });
  await addresses.finish(services.database);
  return recipients;
}
