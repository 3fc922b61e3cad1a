/** What the scopes allow: writing includes reading. */
export function impliedScopes(scopes: readonly string[]): Set<string> {
  return new Set(
    scopes.flatMap((scope) =>
      scope.startsWith("write_") ? [scope, scope.replace(/^write_/, "read_")] : [scope],
    ),
  );
}

/** As `currentAppInstallation` lists them: reading is named beside writing (recorded). */
export const listedScopes = (granted: readonly string[]): string[] => [...impliedScopes(granted)];

/** As Shopify grants them: a read scope disappears beside its write scope. */
export const grantedScopes = (asked: readonly string[]): string[] =>
  [...new Set(asked)].filter(
    (scope) => !asked.includes(scope.replace(/^read_/, "write_")) || scope.startsWith("write_"),
  );
