import type { LoaderFunctionArgs } from "@remix-run/node";

/** For load balancers: 200 when this process can reach its database. */
export async function loader({ context }: LoaderFunctionArgs) {
  await context.services.database.query("SELECT 1");
  return new Response("ok", { headers: { "Content-Type": "text/plain" } });
}
