/** Display text of a recipient: an address, `Customer 7001`, or `Erased`. */
export function recipientText(recipient: string | null): string {
  if (recipient === null) return "Erased";
  const [, customer] = /^customer:(\d+)$/.exec(recipient) ?? [];
  return customer ? `Customer ${customer}` : recipient;
}
