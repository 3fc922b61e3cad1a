import { codePoint, next, size, start, Text } from "./text";

// The parameters and variable names of RFC 3492, section 5 and 6.
const base: u32 = 36;
const tMin: u32 = 1;
const tMax: u32 = 26;
const skew: u32 = 38;
const damp: u32 = 700;

/** Writes a label as `xn--…` and returns the address after it. */
export function punycode(label: Text, out: usize): usize {
  let target = out;
  const end = start(label) + usize(size(label));
  target = put(put(target, 120), 110);
  target = put(put(target, 45), 45);
  let handled: u32 = 0;
  let total: u32 = 0;
  for (let at = start(label); at < end; at = next(at)) {
    const character = codePoint(at);
    total++;
    if (character >= 0x80) continue;
    target = put(target, character);
    handled++;
  }
  const basic = handled;
  if (basic > 0) target = put(target, 45);
  let n: u32 = 0x80;
  let delta: u32 = 0;
  let bias: u32 = 72;
  while (handled < total) {
    let m: u32 = 0x110000;
    for (let at = start(label); at < end; at = next(at)) {
      const character = codePoint(at);
      if (character >= n && character < m) m = character;
    }
    delta += (m - n) * (handled + 1);
    n = m;
    for (let at = start(label); at < end; at = next(at)) {
      const character = codePoint(at);
      if (character < n) delta++;
      if (character != n) continue;
      target = putDelta(target, delta, bias);
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return target;
}

function putDelta(out: usize, delta: u32, bias: u32): usize {
  let target = out;
  let q = delta;
  for (let k = base; ; k += base) {
    const t = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
    if (q < t) break;
    target = put(target, digit(t + ((q - t) % (base - t))));
    q = (q - t) / (base - t);
  }
  return put(target, digit(q));
}

function adapt(delta: u32, points: u32, first: bool): u32 {
  let rest = first ? delta / damp : delta >> 1;
  rest += rest / points;
  let k: u32 = 0;
  for (; rest > ((base - tMin) * tMax) >> 1; k += base) rest /= base - tMin;
  return k + ((base - tMin + 1) * rest) / (rest + skew);
}

/** a–z for 0–25, 0–9 for 26–35. */
function digit(value: u32): u32 {
  return value < 26 ? value + 97 : value + 22;
}

function put(at: usize, byte: u32): usize {
  store<u8>(at, u8(byte));
  return at + 1;
}
