import { edges, edgesEnd, lowercase, lowercaseEnd } from "./generated";

/**
 * A text in UTF-8: its address in the low 32 bits, its length in bytes in the high ones. Zero is the
 * empty text. Nothing is ever freed: a run takes a fraction of a millisecond and then its memory ends.
 */
export type Text = u64;

export function start(text: Text): usize {
  return usize(u32(text));
}

export function size(text: Text): i32 {
  return i32(text >>> 32);
}

export function textAt(address: usize, length: i32): Text {
  return (u64(length) << 32) | u64(address);
}

export function newText(length: i32): Text {
  return textAt(heap.alloc(usize(length)), length);
}

/** Copies a literal of ASCII characters. */
export function ascii(literal: string): Text {
  const text = newText(literal.length);
  for (let at = 0; at < literal.length; at++) {
    store<u8>(start(text) + usize(at), u8(literal.charCodeAt(at)));
  }
  return text;
}

export function byteAt(text: Text, at: i32): i32 {
  return i32(load<u8>(start(text) + usize(at)));
}

export function sameText(one: Text, other: Text): bool {
  return (
    size(one) == size(other) && memory.compare(start(one), start(other), usize(size(one))) == 0
  );
}

/** Adds 32 to the ASCII capitals only. */
export function lowerByte(byte: i32): i32 {
  return u32(byte - 65) < 26 ? byte | 32 : byte;
}

/** Whether a text starts with a prefix, ignoring the case of ASCII letters in both. */
export function hasPrefix(text: Text, prefix: Text): bool {
  const length = size(prefix);
  if (size(text) < length) return false;
  for (let at = 0; at < length; at++) {
    if (lowerByte(byteAt(text, at)) != lowerByte(byteAt(prefix, at))) return false;
  }
  return true;
}

/** Cuts off spaces and invisible characters at both ends. */
export function trim(text: Text): Text {
  let from = start(text);
  let to = from + usize(size(text));
  while (from < to && isEdge(codePoint(from))) from = next(from);
  while (from < to) {
    const last = previous(to);
    if (!isEdge(codePoint(last))) break;
    to = last;
  }
  return textAt(from, i32(to - from));
}

/** Lowercase, character by character: a sigma at the end of a word doesn't become a final one. */
export function lower(text: Text): Text {
  const from = start(text);
  const to = from + usize(size(text));
  // No character grows by more than half: 2 bytes may become 3.
  const lowered = heap.alloc(usize(size(text) * 2));
  let target = lowered;
  for (let at = from; at < to; at = next(at)) {
    const character = codePoint(at);
    if (character == 0x130) {
      // The one character whose lowercase is two: i and a dot above.
      store<u8>(target, 105);
      target = write(target + 1, 0x307);
    } else {
      target = write(target, lowerCharacter(character));
    }
  }
  return textAt(lowered, i32(target - lowered));
}

/** The character that starts at an address. The host passes valid UTF-8. */
export function codePoint(at: usize): u32 {
  const first = u32(load<u8>(at));
  if (first < 0x80) return first;
  const second = u32(load<u8>(at + 1) & 63);
  if (first < 0xe0) return ((first & 31) << 6) | second;
  const third = u32(load<u8>(at + 2) & 63);
  if (first < 0xf0) return ((first & 15) << 12) | (second << 6) | third;
  return ((first & 7) << 18) | (second << 12) | (third << 6) | u32(load<u8>(at + 3) & 63);
}

/** The address after the character that starts here. */
export function next(at: usize): usize {
  const first = load<u8>(at);
  return at + (first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
}

function previous(at: usize): usize {
  let before = at - 1;
  while ((load<u8>(before) & 0xc0) == 0x80) before--;
  return before;
}

/** Writes a character and returns the address after it. */
function write(at: usize, character: u32): usize {
  if (character < 0x80) {
    store<u8>(at, u8(character));
    return at + 1;
  }
  let length = 2;
  if (character < 0x800) {
    store<u8>(at, u8(0xc0 | (character >> 6)));
  } else if (character < 0x10000) {
    length = 3;
    store<u8>(at, u8(0xe0 | (character >> 12)));
    store<u8>(at + 1, u8(0x80 | ((character >> 6) & 63)));
  } else {
    length = 4;
    store<u8>(at, u8(0xf0 | (character >> 18)));
    store<u8>(at + 1, u8(0x80 | ((character >> 12) & 63)));
    store<u8>(at + 2, u8(0x80 | ((character >> 6) & 63)));
  }
  store<u8>(at + usize(length) - 1, u8(0x80 | (character & 63)));
  return at + usize(length);
}

/** Rows of three: first, last (with the top bit set if only every second character counts), offset. */
function lowerCharacter(character: u32): u32 {
  if (character < 0x80) return u32(lowerByte(i32(character)));
  for (let row = lowercase; row < lowercaseEnd; row += 12) {
    const first = load<u32>(row);
    if (character < first) return character;
    const last = load<u32>(row, 4);
    if (character > (last & 0x7fffffff)) continue;
    const everySecond = last >> 31;
    return (character - first) & everySecond ? character : character + load<u32>(row, 8);
  }
  return character;
}

/** Rows of two: first, last. */
function isEdge(character: u32): bool {
  for (let row = edges; row < edgesEnd; row += 8) {
    if (character < load<u32>(row)) return false;
    if (character <= load<u32>(row, 4)) return true;
  }
  return false;
}
