import { type AssignmentState, assignmentState, type CodeState } from "../assignments/assignment";
import type { ShopContext } from "../core/ids";
import { openAddress } from "../recipients/recipient-vault.server";
import type { Services } from "../services.server";
import type { MemberRefusal } from "./audience";

/** A line of an audience and what came of it: a code, a refusal, or nothing yet. */
export interface Member {
  line: number;
  /** As it was given. */
  address: string;
  code: string | null;
  message: string | null;
  expiresAt: Date | null;
  state: AssignmentState | null;
  refusal: MemberRefusal | null;
}

export interface MembersPage {
  audienceId: number;
  /** Only lines after this one. */
  afterLine: number;
  limit: number;
  /** True: only lines that got no code. */
  refusedOnly: boolean;
}

type Row = Omit<Member, "address" | "state"> & {
  sealed: Buffer;
  codeState: CodeState | null;
  releasedAt: Date | null;
};

/** The members of an audience by line, a page at a time. */
export async function listMembers(
  services: Services,
  shop: ShopContext,
  { audienceId, afterLine, limit, refusedOnly }: MembersPage,
): Promise<Member[]> {
  const rows = await services.database.query<Row>(
    `SELECT member.line, member.address AS sealed, member.refusal, code.code, code.message,
            code.state AS "codeState", assignment.expires_at AS "expiresAt",
            assignment.released_at AS "releasedAt"
       FROM audience_member AS member
       LEFT JOIN assignment ON assignment.shop_id = $1 AND assignment.id = member.assignment_id
       LEFT JOIN code ON code.shop_id = $1 AND code.id = assignment.code_id
      WHERE member.shop_id = $1 AND member.audience_id = $2 AND member.line > $3
        AND ($5 = false OR member.refusal IS NOT NULL)
      ORDER BY member.line LIMIT $4`,
    [shop.id, audienceId, afterLine, limit, refusedOnly],
  );
  const now = services.clock.now();
  return rows.map(({ sealed, codeState, releasedAt, ...row }) => ({
    ...row,
    address: openAddress(services, shop, sealed),
    state: codeState && assignmentState({ codeState, releasedAt, expiresAt: row.expiresAt }, now),
  }));
}
