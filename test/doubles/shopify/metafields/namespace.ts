import { APP_NUMBER } from "../shops/present-app";

const OF_AN_APP = /^app--(\d+)(--.*)?$/;

/**
 * The namespace as it is stored: `$app:guard` is `app--<the app's number>--guard`, and without a
 * namespace it is the app's own one (recorded).
 */
export function resolveNamespace(namespace: unknown): string {
  if (namespace == null) return `app--${APP_NUMBER}`;
  return String(namespace)
    .replace(/^\$app$/, `app--${APP_NUMBER}`)
    .replace(/^\$app:/, `app--${APP_NUMBER}--`);
}

/** Whether the namespace belongs to another app. */
export function isForeign(namespace: string): boolean {
  const [, number] = OF_AN_APP.exec(namespace) ?? [];
  return number !== undefined && number !== APP_NUMBER;
}

/** Namespaces that Shopify keeps for itself (recorded). */
export const isReserved = (namespace: string): boolean =>
  ["shopify_standard", "protected", "shopify-l10n-fields"].includes(namespace);
