import { coalesceCalls } from "../../core/coalesce-calls";
import type { PoolNotFound } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import type { Result } from "../../core/result";
import type { Database } from "../../database/database.server";
import type { Services } from "../../services.server";
import { PartlyAllocated } from "./allocation/allocate-codes.server";
import { assignCodes } from "./assign-codes.server";
import type { AssignedCode, AssignmentRejection } from "./assignment";

export interface AssigningOne {
  poolId: number;
  /** As somebody typed it. */
  recipient: string;
  requestKey: string | undefined;
  source: string;
  /** The person who does it by hand, for the audit. Not for programs: see `Assigning.actor`. */
  actor?: Actor;
}

type Answer = Result<AssignedCode, AssignmentRejection | PoolNotFound>;

/**
 * As many as one claim takes for one recipient after another without making the first of them wait:
 * some tens of milliseconds.
 */
const mostTogether = 500;

const gathered = new WeakMap<Database, (group: string, call: Call) => Promise<Answer>>();

interface Call extends AssigningOne {
  shop: ShopContext;
}

/**
 * Gives one recipient a code. Calls for one pool that arrive while a claim of this process is under
 * way are claimed together by the next one, so that a burst costs the pool's queue a few claims
 * instead of one each. A caller that went away gets its code all the same, and the same one when it
 * asks again with its idempotency key.
 */
export function assignCode(
  services: Services,
  shop: ShopContext,
  assigning: AssigningOne,
): Promise<Answer> {
  let assign = gathered.get(services.database);
  if (!assign) {
    assign = coalesceCalls(mostTogether, (calls) => assignTogether(services, calls));
    gathered.set(services.database, assign);
  }
  const { poolId, source, actor } = assigning;
  return assign(JSON.stringify([shop.id, poolId, source, actor?.name]), { ...assigning, shop });
}

/**
 * All of them have the same pool, source and actor. Where only some could be served these keep their
 * codes, and the others, who have none, are tried again apart.
 */
async function assignTogether(
  services: Services,
  calls: Call[],
): Promise<(Answer | Promise<Answer>)[]> {
  const [first] = calls;
  if (!first) return [];
  try {
    const assigned = await assignCodes(services, first.shop, {
      pool: first.poolId,
      recipients: calls.map(({ recipient, requestKey }) => ({
        recipient,
        ...(requestKey === undefined ? {} : { requestKey }),
      })),
      source: first.source,
      ...(first.actor && { actor: first.actor }),
    });
    return assigned.ok ? assigned.value : calls.map(() => assigned);
  } catch (error) {
    if (!(error instanceof PartlyAllocated)) throw error;
    const { answers } = error;
    return calls.map((call, place) => answers.get(place) ?? assignAlone(services, call));
  }
}

async function assignAlone(services: Services, call: Call): Promise<Answer> {
  const [answer] = await assignTogether(services, [call]);
  if (!answer) throw new Error("The call was not answered.");
  return answer;
}
