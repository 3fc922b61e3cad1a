/** The cells in a decrypted text that `recipientRowReader` encrypted. */
export function parseFields(text: string): string[] {
  return JSON.parse(text) as string[];
}
