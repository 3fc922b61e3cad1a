import { createHmac } from "node:crypto";

/** Adds the `hmac` with which the admin signs the URL in its iframe. */
export function signQuery(
  query: Readonly<Record<string, string>>,
  secret: string,
): URLSearchParams {
  const sorted = Object.entries(query).sort(([a], [b]) => a.localeCompare(b));
  const signed = new URLSearchParams(sorted).toString().replaceAll("+", "%20");
  const hmac = createHmac("sha256", secret).update(signed).digest("hex");
  return new URLSearchParams([...sorted, ["hmac", hmac]]);
}
