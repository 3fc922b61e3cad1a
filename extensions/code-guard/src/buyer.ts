import { blocked, keyAt, keyCount } from "./config";
import { normaliseEmail } from "./email";
import { fitsHolder, isMarked } from "./seal";
import { ascii, byteAt, size, start, Text, textAt } from "./text";
import {
  isArray,
  isNull,
  isObject,
  item,
  lengthOf,
  property,
  propertyNamed,
  textOf,
  wholeNumber,
} from "./values";

// Who is buying: see `app/features/guard/rule/buyer.ts`.

/** False in the cart of a guest: nobody can be refused as the wrong person yet. */
export let isKnown: bool = false;
export let isCustomer: bool = false;
export let isBlocked: bool = false;

let codes: i64 = 0;
let buyerEmail: Text = 0;
let customerEmail: Text = 0;
let customerIdentity: Text = 0;

export function readBuyer(input: i64): void {
  const identity = property(property(input, "cart"), "buyerIdentity");
  const customer = property(identity, "customer");
  const email = textOf(property(identity, "email"));
  isCustomer = isObject(customer);
  isKnown = isCustomer || size(email) > 0;
  buyerEmail = normaliseEmail(email);
  customerEmail = normaliseEmail(textOf(property(customer, "email")));
  customerIdentity = identityOf(textOf(property(customer, "id")));
  const metafield = property(property(customer, "metafield"), "jsonValue");
  codes = property(metafield, "c");
  isBlocked = wholeNumber(property(metafield, "x")) == 1 || isListed();
}

/** The identities are those a code may be sealed for. */
export function isHolder(key: usize, pool: Text, characters: Text, random: i32): bool {
  return (
    fits(key, pool, characters, random, buyerEmail) ||
    fits(key, pool, characters, random, customerEmail) ||
    fits(key, pool, characters, random, customerIdentity)
  );
}

function fits(key: usize, pool: Text, characters: Text, random: i32, identity: Text): bool {
  return size(identity) > 0 && fitsHolder(key, pool, characters, random, identity);
}

/** The pool of a code that the customer's metafield lists; -1 if it doesn't. */
export function listedPool(code: Text): i64 {
  const entry = listed(code);
  return isNull(entry) ? -1 : wholeNumber(item(entry, 0));
}

/** The last day of a listed code; 0 for none. */
export function listedLastDay(code: Text): i64 {
  return wholeNumber(item(listed(code), 1));
}

/** The entry of a code, pool and last day; null if there is none or it is broken. */
function listed(code: Text): i64 {
  const none: i64 = 0x7ffc000000000000;
  if (!isObject(codes)) return none;
  const entry = propertyNamed(codes, start(code), size(code));
  if (!isArray(entry) || lengthOf(entry) != 2) return none;
  return wholeNumber(item(entry, 0)) >= 1 && wholeNumber(item(entry, 1)) >= 0 ? entry : none;
}

function isListed(): bool {
  if (keyCount == 0 || size(blocked) == 0) return false;
  return marked(buyerEmail) || marked(customerEmail) || marked(customerIdentity);
}

function marked(identity: Text): bool {
  return size(identity) > 0 && isMarked(keyAt(0), blocked, identity);
}

/** `customer:123` for a global ID that ends in `/123`; empty for none. */
function identityOf(id: Text): Text {
  let from = size(id);
  while (from > 0 && u32(byteAt(id, from - 1) - 48) < 10) from--;
  if (from == size(id)) return 0;
  const kind = ascii("customer:");
  const length = size(kind) + size(id) - from;
  const identity = heap.alloc(usize(length));
  memory.copy(identity, start(kind), usize(size(kind)));
  memory.copy(identity + usize(size(kind)), start(id) + usize(from), usize(size(id) - from));
  return textAt(identity, length);
}
