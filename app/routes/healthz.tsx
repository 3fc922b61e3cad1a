import { setTimeout } from "node:timers/promises";
import type { LoaderFunctionArgs } from "@remix-run/node";

/** Milliseconds. Load balancers give up after a few seconds. */
const timeoutMs = 3000;

/** For load balancers: 200 when this process can reach its database, 503 when it cannot. */
export async function loader({ context: { services } }: LoaderFunctionArgs) {
  const query = services.database.query("SELECT 1").then(
    () => true,
    () => false,
  );
  const reached = await Promise.race([query, setTimeout(timeoutMs, false, { ref: false })]);
  return new Response(reached ? "ok" : "The database cannot be reached.", {
    status: reached ? 200 : 503,
    headers: { "Content-Type": "text/plain", "Cache-Control": "no-store" },
  });
}
