export const gid = (type: string, number: string): string => `gid://shopify/${type}/${number}`;

const GID = /^gid:\/\/shopify\/([A-Za-z]\w*)\/([^/?\s]+)(\?.*)?$/;

export function parseGid(id: string): { type: string; number: string } | undefined {
  const match = GID.exec(id);
  const [, type, number] = match ?? [];
  return type && number ? { type, number } : undefined;
}
