import { failure, type Result, success } from "../../core/result";

/**
 * A recipient as it is compared: an email address in lower case (`ada@example.com`, the domain in
 * its ASCII form) or `customer:123`. Only `normaliseRecipient` makes one.
 */
export type NormalisedRecipient = string & { readonly normalised: unique symbol };

export type RecipientInvalid = { kind: "recipient_invalid" };

/** The longest address that mail systems carry, in characters. */
const longestAddress = 254;
const longestLocalPart = 64;

const customerId = /^(?:gid:\/\/[a-z]+\/Customer\/)?([1-9]\d{0,19})$/i;
// Spaces and invisible characters at the ends come with pasted lists.
const edges = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
// Quoted local parts are legal and never meant: what looks like one is a broken list.
const localPart = /^[^\s\p{C}@.,;:<>()[\]"\\]+(?:\.[^\s\p{C}@.,;:<>()[\]"\\]+)*$/u;
const domainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads who a code is for: an email address, or a customer id of the platform (digits, or the
 * platform's global id). The same person written differently gives the same answer.
 */
export function normaliseRecipient(text: string): Result<NormalisedRecipient, RecipientInvalid> {
  const trimmed = text.replace(edges, "");
  const customer = customerId.exec(trimmed);
  const normalised = customer ? `customer:${customer[1]}` : normaliseAddress(trimmed);
  return normalised
    ? success(normalised as NormalisedRecipient)
    : failure({ kind: "recipient_invalid" });
}

/** The platform's number of a recipient who is known as a customer; undefined for an address. */
export function customerNumber(recipient: string | null): string | undefined {
  return recipient?.startsWith("customer:") ? recipient.slice("customer:".length) : undefined;
}

/** The domain of a recipient who is known by an address; null for a customer id. */
export function domainOf(recipient: string): string | null {
  const at = recipient.lastIndexOf("@");
  return at < 0 ? null : recipient.slice(at + 1);
}

/** Reads a domain as somebody typed it, `example.com` or `@example.com`; null when it is none. */
export function readDomain(text: string): string | null {
  const domain = text.replace(edges, "").replace(/^@/, "");
  const address = domain.includes("@") ? undefined : normaliseAddress(`a@${domain}`);
  return address ? domainOf(address) : null;
}

function normaliseAddress(text: string): string | undefined {
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > longestAddress) return undefined;
  const local = text.slice(0, at).normalize("NFC").toLowerCase();
  const domain = asciiDomain(text.slice(at + 1).toLowerCase());
  const address = `${local}@${domain}`;
  const valid =
    domain !== undefined &&
    local.length <= longestLocalPart &&
    address.length <= longestAddress &&
    localPart.test(local) &&
    isDomain(domain);
  return valid ? address : undefined;
}

/** `bücher.example` and `xn--bcher-kva.example` are one domain. */
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
