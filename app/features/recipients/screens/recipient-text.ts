/** A recipient as people read it: an address, `Customer 7001`, or nobody any more. */
export function recipientText(recipient: string | null): string {
  if (recipient === null) return "Erased";
  const [, customer] = /^customer:(\d+)$/.exec(recipient) ?? [];
  return customer ? `Customer ${customer}` : recipient;
}
