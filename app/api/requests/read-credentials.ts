/**
 * Reads the key from the `Authorization` header: `Bearer <key>`, or the username of `Basic`, which
 * tools like Braze can keep out of message bodies. Undefined if there is none.
 */
export function readCredentials(header: string | null): string | undefined {
  const [, scheme, given] = /^(Bearer|Basic) +(\S+)$/i.exec(header ?? "") ?? [];
  if (given === undefined || scheme?.toLowerCase() === "bearer") return given;
  return /^(\S+?):/.exec(Buffer.from(given, "base64").toString("utf8"))?.[1];
}
