import { punycode } from "./punycode";
import { byteAt, lower, newText, size, start, Text, textAt, trim } from "./text";

const at: i32 = 64;
const dot: i32 = 46;

/**
 * The normalized form that `normaliseRecipient` gives a valid address: trimmed, lowercase, the domain
 * in ASCII. The empty text if there is no @ with something before it. Two things are left out because
 * their tables would be larger than the rest of the function: composing accents typed as characters of
 * their own (NFC), and replacing compatibility characters in domains.
 */
export function normaliseEmail(text: Text): Text {
  const email = trim(text);
  let sign = size(email) - 1;
  while (sign >= 0 && byteAt(email, sign) != at) sign--;
  if (sign < 1) return 0;
  const lowered = lower(email);
  sign = size(lowered) - 1;
  while (byteAt(lowered, sign) != at) sign--;
  const domain = textAt(start(lowered) + usize(sign) + 1, size(lowered) - sign - 1);
  return isAscii(domain) ? lowered : join(textAt(start(lowered), sign + 1), domain);
}

/** Appends a domain, with every label that isn't ASCII in Punycode. */
function join(before: Text, domain: Text): Text {
  // A character of at least two bytes becomes at most seven, with its share of the "xn--".
  const joined = newText(size(before) + size(domain) * 4 + 4);
  memory.copy(start(joined), start(before), usize(size(before)));
  let target = start(joined) + usize(size(before));
  let from = 0;
  for (let place = 0; place <= size(domain); place++) {
    if (place < size(domain) && byteAt(domain, place) != dot) continue;
    const label = textAt(start(domain) + usize(from), place - from);
    target = isAscii(label) ? copy(label, target) : punycode(label, target);
    if (place < size(domain)) store<u8>(target++, u8(dot));
    from = place + 1;
  }
  return textAt(start(joined), i32(target - start(joined)));
}

function copy(text: Text, target: usize): usize {
  memory.copy(target, start(text), usize(size(text)));
  return target + usize(size(text));
}

function isAscii(text: Text): bool {
  for (let place = 0; place < size(text); place++) {
    if (byteAt(text, place) >= 0x80) return false;
  }
  return true;
}
