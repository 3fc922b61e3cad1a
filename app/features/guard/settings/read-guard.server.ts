import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { buildConfig } from "../config/build-config.server";
import type { GuardedPool, Unrecognizable } from "../config/pool-entries";
import { type GuardRemedy, type GuardStatus, remedyOf } from "../guard";
import { findGuard } from "../guard-row.server";
import { type GuardMessages, messagesBytes } from "../messages/guard-messages";
import { maxMetafieldBytes } from "../rule/config";

type PoolRef = Pick<GuardedPool, "id" | "name">;

/** Everything that a page shows about the guard. */
export interface GuardView {
  enabled: boolean;
  /** `setting_up` and `removing` end by themselves, usually within seconds. */
  status: GuardStatus;
  /** Null: it has never been on. */
  since: Date | null;
  /** The platform's message. */
  detail: string | null;
  /** Why the state may be out of date; null: it isn't. */
  trouble: { kind: "unreachable" | "denied"; since: Date; detail: string } | null;
  remedy: GuardRemedy;
  /** The discount in the platform's admin. */
  discountUrl: string | null;
  /** Whether the discount has what the guard has to know now. False for some seconds after a change. */
  upToDate: boolean;
  writtenAt: Date | null;
  /** When the discount was last read. */
  checkedAt: Date | null;
  pools: {
    /** Pools that the merchant protects. */
    guarded: number;
    /** Those for which there was no room. Their codes aren't protected. */
    leftOut: PoolRef[];
    /**
     * Those whose codes can't be told from others: they share fewer than three characters at their
     * beginning, or codes of another pool begin the same way. Codes of known customers are protected.
     */
    unrecognizable: (PoolRef & { reason: Unrecognizable })[];
  };
  /** Of what the function can read. */
  bytes: { used: number; max: number };
  /** Blocked people whom the guard recognizes without a customer record. */
  blocked: { covered: number; total: number };
  /** The merchant's own messages. */
  messages: GuardMessages;
  messagesBytes: { used: number; max: number };
  /** For `setGuardMessages`. */
  version: number;
}

/** Reads the guard with what it covers. It asks the database only: jobs read the platform. */
export async function readGuard(
  services: Pick<Services, "database" | "keyring" | "log" | "platform">,
  shop: Pick<ShopContext, "id" | "domain">,
): Promise<GuardView> {
  const row = await findGuard(services.database, shop);
  const messages = row?.messages ?? {};
  const built = await buildConfig(services, shop, messages);
  const status = row?.status ?? "off";
  const trouble =
    row?.trouble && row.troubleSince
      ? { kind: row.trouble, since: row.troubleSince, detail: row.troubleDetail ?? "" }
      : null;
  return {
    enabled: row?.enabled ?? false,
    status,
    since: row?.statusSince ?? null,
    detail: row?.statusDetail ?? null,
    trouble,
    remedy: remedyOf(status, trouble?.kind ?? null, built.pools.length),
    discountUrl:
      row?.platformId && status !== "missing"
        ? services.platform(shop.domain).recordUrl({ kind: "discount", id: row.platformId })
        : null,
    upToDate: row?.configHash === built.hash,
    writtenAt: row?.writtenAt ?? null,
    checkedAt: row?.checkedAt ?? null,
    pools: {
      guarded: built.pools.length,
      leftOut: built.leftOut.map(poolRef),
      unrecognizable: built.unrecognizable.map(({ pool, reason }) => ({
        ...poolRef(pool),
        reason,
      })),
    },
    bytes: { used: built.bytes, max: maxMetafieldBytes },
    blocked: built.blocked,
    messages,
    messagesBytes: { used: messagesBytes(messages), max: maxMetafieldBytes },
    version: row?.version ?? 0,
  };
}

function poolRef({ id, name }: GuardedPool): PoolRef {
  return { id, name };
}
