/**
 * The key in the header `Authorization`: as `Bearer <key>`, or as the user name of `Basic`, which is
 * what tools like Braze can keep out of their messages. Undefined when there is none.
 */
export function readCredentials(header: string | null): string | undefined {
  const [, scheme, given] = /^(Bearer|Basic) +(\S+)$/i.exec(header ?? "") ?? [];
  if (given === undefined || scheme?.toLowerCase() === "bearer") return given;
  return /^(\S+?):/.exec(Buffer.from(given, "base64").toString("utf8"))?.[1];
}
