/** Characters that mean something else once the address was decoded, to a router or to a second decoding. */
const special = /[%+/\\?#]/;

/**
 * The store's link that applies a code; null for codes that no link can carry. Shopify decodes what
 * follows `/discount/` twice: `test%10` works only as `/discount/test%252510` (reported on
 * community.shopify.dev, topic 9289). `.` and `..` are taken out of every address.
 */
export function codeUrl(shopDomain: string, code: string): string | null {
  if (code === "." || code === "..") return null;
  const once = encodeURIComponent(code);
  return `https://${shopDomain}/discount/${special.test(code) ? encodeURIComponent(once) : once}`;
}
