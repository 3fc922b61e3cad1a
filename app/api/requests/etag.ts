/** The ETag of a thing that counts its changes. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/**
 * The version that an `If-Match` asks for: a number, `any` for `*`, undefined when it names none of
 * our ETags. A list may name one version only: we can compare with one.
 */
export function matchedVersion(header: string): number | "any" | undefined {
  if (header.trim() === "*") return "any";
  const match = /^"v(\d{1,9})"$/.exec(header.trim());
  return match ? Number(match[1]) : undefined;
}
