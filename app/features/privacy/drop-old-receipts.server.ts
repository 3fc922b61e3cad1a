import type { Services } from "../../services.server";

/** The platform repeats an event for some hours; a month leaves room for whoever repeats by hand. */
const keptDays = 30;

/** Forgets which events were seen long ago. */
export async function dropOldReceipts({ database, clock }: Services): Promise<void> {
  await database.query(
    "DELETE FROM webhook_receipt WHERE received_at < $1::timestamptz - make_interval(days => $2)",
    [clock.now(), keptDays],
  );
}
