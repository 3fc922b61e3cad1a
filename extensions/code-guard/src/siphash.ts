/**
 * SipHash-2-4: the same as `app/features/publishing/sealing/siphash.ts`, with whole 64-bit words. The
 * rounds are written out, because most of a run's instructions are here.
 */
export function sipHash(k0: u64, k1: u64, message: usize, length: i32): u64 {
  let a = k0 ^ 0x736f6d6570736575;
  let b = k1 ^ 0x646f72616e646f6d;
  let c = k0 ^ 0x6c7967656e657261;
  let d = k1 ^ 0x7465646279746573;
  const whole = length & ~7;
  // The words of the message, the one with its rest and its length, and nothing for the last four.
  for (let at = 0; at <= whole + 8; at += 8) {
    let word: u64 = 0;
    let rounds = 2;
    if (at < whole) {
      word = load<u64>(message + usize(at));
    } else if (at == whole) {
      word = lastWord(message + usize(whole), length);
    } else {
      c ^= 0xff;
      rounds = 4;
    }
    d ^= word;
    do {
      a += b;
      b = rotl(b, 13) ^ a;
      c += d;
      d = rotl(d, 16) ^ c;
      a = rotl(a, 32) + d;
      d = rotl(d, 21) ^ a;
      c += b;
      b = rotl(b, 17) ^ c;
      c = rotl(c, 32);
    } while (--rounds);
    a ^= word;
  }
  return a ^ b ^ c ^ d;
}

/** The bytes after the last whole word, and the length in the highest byte. */
function lastWord(rest: usize, length: i32): u64 {
  // Every message has eight readable bytes after it: see `hashOf`.
  const bits = u64(length & 7) * 8;
  return (u64(length) << 56) | (load<u64>(rest) & ((u64(1) << bits) - 1));
}
