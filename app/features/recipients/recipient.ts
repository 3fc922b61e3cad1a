import { failure, type Result, success } from "../../core/result";

/**
 * A recipient in canonical form: a lowercase email address with its domain in ASCII
 * (`ada@example.com`), or `customer:123`. Created only by `normaliseRecipient`.
 */
export type NormalisedRecipient = string & { readonly normalised: unique symbol };

export type RecipientInvalid = { kind: "recipient_invalid" };

/** Longest valid address, in characters (RFC 5321). */
const maxAddressLength = 254;
const maxLocalPartLength = 64;

const customerId = /^(?:gid:\/\/[a-z]+\/Customer\/)?([1-9]\d{0,19})$/i;
// Pasted lists have spaces and invisible characters at the ends.
const edges = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
// Quoted local parts are legal but never intended: they indicate a malformed list.
const localPart = /^[^\s\p{C}@.,;:<>()[\]"\\]+(?:\.[^\s\p{C}@.,;:<>()[\]"\\]+)*$/u;
const domainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Parses a recipient: an email address, or a customer ID of the platform (digits or global ID).
 * Different spellings of the same identity give the same result. Fails with `recipient_invalid`.
 */
export function normaliseRecipient(text: string): Result<NormalisedRecipient, RecipientInvalid> {
  const trimmed = text.replace(edges, "");
  const customer = customerId.exec(trimmed);
  const normalised = customer ? `customer:${customer[1]}` : normaliseAddress(trimmed);
  return normalised
    ? success(normalised as NormalisedRecipient)
    : failure({ kind: "recipient_invalid" });
}

/** The platform's customer ID of a recipient; undefined for an address. */
export function customerIdOf(recipient: string | null): string | undefined {
  return recipient?.startsWith("customer:") ? recipient.slice("customer:".length) : undefined;
}

/** The domain of an address; null for a customer ID. */
export function domainOf(recipient: string): string | null {
  const at = recipient.lastIndexOf("@");
  return at < 0 ? null : recipient.slice(at + 1);
}

/** Parses a domain as typed, `example.com` or `@example.com`; null if it isn't valid. */
export function readDomain(text: string): string | null {
  const domain = text.replace(edges, "").replace(/^@/, "");
  const address = domain.includes("@") ? undefined : normaliseAddress(`a@${domain}`);
  return address ? domainOf(address) : null;
}

function normaliseAddress(text: string): string | undefined {
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > maxAddressLength) return undefined;
  const local = text.slice(0, at).normalize("NFC").toLowerCase();
  const domain = asciiDomain(text.slice(at + 1).toLowerCase());
  const address = `${local}@${domain}`;
  const valid =
    domain !== undefined &&
    local.length <= maxLocalPartLength &&
    address.length <= maxAddressLength &&
    localPart.test(local) &&
    isDomain(domain);
  return valid ? address : undefined;
}

/** Converts to ASCII: `bücher.example` and `xn--bcher-kva.example` are the same domain. */
function asciiDomain(domain: string): string | undefined {
  if (/^[a-z0-9.-]+$/.test(domain)) return domain;
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return undefined;
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return undefined;
  }
}

function isDomain(domain: string): boolean {
  const labels = domain.split(".");
  const last = labels.at(-1) ?? "";
  return labels.length >= 2 && labels.every((label) => domainLabel.test(label)) && /\D/.test(last);
}
