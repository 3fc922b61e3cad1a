/** ETag of a versioned resource. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/**
 * Parses `If-Match`: a version, `any` for `*`, undefined if it isn't one of our ETags. A list of
 * ETags isn't supported.
 */
export function matchedVersion(header: string): number | "any" | undefined {
  if (header.trim() === "*") return "any";
  const match = /^"v(\d{1,9})"$/.exec(header.trim());
  return match ? Number(match[1]) : undefined;
}
