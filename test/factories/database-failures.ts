import type { TestServices } from "../setup/test-services";

interface Refusal {
  table: "code" | "campaign_recipient" | "assignment";
  /** SQLSTATE. */
  error: string;
  on?: "INSERT" | "UPDATE" | "DELETE";
  /** SQL condition on `NEW` or `OLD`. Default: all rows. */
  when?: string;
}

/** Makes inserting, updating or deleting rows fail while `during` runs. */
export async function refuseTable(
  { database }: TestServices,
  { table, error, on = "INSERT", when = "true" }: Refusal,
  during: () => Promise<unknown>,
): Promise<void> {
  await database.query(
    `CREATE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '${error}'; END $$`,
  );
  await database.query(
    `CREATE TRIGGER refuse_row BEFORE ${on} ON ${table} FOR EACH ROW
       WHEN (${when}) EXECUTE FUNCTION refuse_row()`,
  );
  try {
    await during();
  } finally {
    await database.query("DROP FUNCTION refuse_row CASCADE");
  }
}

/** Uses up the attempts of every queued job, like a worker that is killed repeatedly. */
export async function loseJobs({ database }: TestServices): Promise<void> {
  await database.query(
    `SELECT count(*) FROM graphile_worker.permanently_fail_jobs(
       ARRAY(SELECT id FROM graphile_worker.jobs), 'lost')`,
  );
}
