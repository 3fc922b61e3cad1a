import type { EncryptionKey, Keyring } from "../../app/core/encryption/keyring.server";

/** `ENCRYPTION_KEYS` for another process that shares this keyring. */
export function encryptionKeysOf({ current, byId }: Keyring): string {
  return [...new Set([current, ...byId.values()])].map(entryOf).join(",");
}

const entryOf = ({ id, secret }: EncryptionKey) => `${id}:${secret.toString("base64")}`;
