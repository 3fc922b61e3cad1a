/** Characters that get another meaning once decoded, in a router or the second decoding. */
const special = /[%+/\\?#]/;

/**
 * The store's link that applies a code; null for codes that can't be in a link. Shopify decodes the
 * part after `/discount/` twice: `test%10` works only as `/discount/test%252510` (reported on
 * community.shopify.dev, topic 9289). Browsers remove `.` and `..` from paths.
 */
export function codeUrl(shopDomain: string, code: string): string | null {
  if (code === "." || code === "..") return null;
  const once = encodeURIComponent(code);
  return `https://${shopDomain}/discount/${special.test(code) ? encodeURIComponent(once) : once}`;
}
