/**
 * Reads the key from the `Authorization` header: `Bearer <key>`, or the username of `Basic`, which
 * tools like Braze can keep out of message bodies. Undefined if there is none.
 */
export function readCredentials(header: string | null): string | undefined {
  const [, scheme, credentials] = /^(Bearer|Basic) +(\S+)$/i.exec(header ?? "") ?? [];
  if (credentials === undefined || scheme?.toLowerCase() === "bearer") return credentials;
  return /^(\S+?):/.exec(Buffer.from(credentials, "base64").toString("utf8"))?.[1];
}
