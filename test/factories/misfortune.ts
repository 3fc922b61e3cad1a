import type { TestServices } from "../setup/test-services";

interface Refusal {
  table: "code" | "campaign_recipient" | "assignment";
  /** SQLSTATE. */
  error: string;
  on?: "INSERT" | "UPDATE" | "DELETE";
  /** SQL: which rows; left out: all. */
  when?: string;
}

/** While `during` runs, the database refuses to write, change or delete rows with an error. */
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

/** Uses up the attempts of every job that waits, as a worker does that is killed again and again. */
export async function loseJobs({ database }: TestServices): Promise<void> {
  await database.query(
    `SELECT count(*) FROM graphile_worker.permanently_fail_jobs(
       ARRAY(SELECT id FROM graphile_worker.jobs), 'lost')`,
  );
}
