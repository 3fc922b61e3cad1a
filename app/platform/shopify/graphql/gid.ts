/** `gid://shopify/DiscountCodeNode/123` for 123. */
export const gid = (type: string, number: string): string => `gid://shopify/${type}/${number}`;

/**
 * The numeric part of a global ID of one of these types, as digits; undefined for anything else.
 */
export function gidNumber(id: string, ...types: string[]): string | undefined {
  const [, type, number] = /^gid:\/\/shopify\/(\w+)\/(\d{1,20})$/.exec(id) ?? [];
  return type !== undefined && types.includes(type) ? number : undefined;
}
