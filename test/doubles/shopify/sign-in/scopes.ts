/** All allowed scopes: write scopes include read scopes. */
export function impliedScopes(scopes: readonly string[]): Set<string> {
  return new Set(
    scopes.flatMap((scope) =>
      scope.startsWith("write_") ? [scope, scope.replace(/^write_/, "read_")] : [scope],
    ),
  );
}

/** Scopes as listed by `currentAppInstallation`: read scopes in addition to write scopes (recorded). */
export const listedScopes = (granted: readonly string[]): string[] => [...impliedScopes(granted)];

/** Scopes as granted by Shopify: a read scope is omitted if its write scope is present. */
export const grantedScopes = (requested: readonly string[]): string[] =>
  [...new Set(requested)].filter(
    (scope) => !requested.includes(scope.replace(/^read_/, "write_")) || scope.startsWith("write_"),
  );
