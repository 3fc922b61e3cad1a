/** 64 bits as two unsigned halves: JavaScript's numbers hold 53, and BigInt is ten times slower. */
export interface Hash64 {
  high: number;
  low: number;
}

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash of the message's first `length` bytes
 * under a key of 16 bytes. Without the key, it can't be predicted.
 */
export function sipHash(key: Uint8Array, message: Uint8Array, length = message.length): Hash64 {
  const k0 = word(key, 0);
  const k1 = word(key, 4);
  const k2 = word(key, 8);
  const k3 = word(key, 12);
  // The four words of the state, as low and high half, starting with the constants of the paper.
  const state = new Int32Array([
    k0 ^ 0x70736575,
    k1 ^ 0x736f6d65,
    k2 ^ 0x6e646f6d,
    k3 ^ 0x646f7261,
    k0 ^ 0x6e657261,
    k1 ^ 0x6c796765,
    k2 ^ 0x79746573,
    k3 ^ 0x74656462,
  ]);
  const whole = length - (length % 8);
  for (let from = 0; from < whole; from += 8) {
    absorb(state, word(message, from), word(message, from + 4));
  }
  // The last word: the remaining bytes, and the length in its highest byte.
  let low = 0;
  let high = length << 24;
  for (let from = whole; from < length; from += 1) {
    const byte = message[from] as number;
    const shift = (from - whole) * 8;
    if (shift < 32) low |= byte << shift;
    else high |= byte << (shift - 32);
  }
  absorb(state, low, high);
  state[4] = at(state, 4) ^ 0xff;
  rounds(state, 4);
  return {
    low: (at(state, 0) ^ at(state, 2) ^ at(state, 4) ^ at(state, 6)) >>> 0,
    high: (at(state, 1) ^ at(state, 3) ^ at(state, 5) ^ at(state, 7)) >>> 0,
  };
}

function absorb(state: Int32Array, low: number, high: number): void {
  state[6] = at(state, 6) ^ low;
  state[7] = at(state, 7) ^ high;
  rounds(state, 2);
  state[0] = at(state, 0) ^ low;
  state[1] = at(state, 1) ^ high;
}

/** The rounds of the paper, with each 64-bit addition and rotation on two halves. */
function rounds(state: Int32Array, count: number): void {
  let v0 = at(state, 0);
  let w0 = at(state, 1);
  let v1 = at(state, 2);
  let w1 = at(state, 3);
  let v2 = at(state, 4);
  let w2 = at(state, 5);
  let v3 = at(state, 6);
  let w3 = at(state, 7);
  for (let round = 0; round < count; round += 1) {
    let low = (v0 + v1) | 0;
    w0 = (w0 + w1 + carry(low, v1)) | 0;
    v0 = low;
    low = (v1 << 13) | (w1 >>> 19);
    w1 = ((w1 << 13) | (v1 >>> 19)) ^ w0;
    v1 = low ^ v0;
    low = w0;
    w0 = v0;
    v0 = low;

    low = (v2 + v3) | 0;
    w2 = (w2 + w3 + carry(low, v3)) | 0;
    v2 = low;
    low = (v3 << 16) | (w3 >>> 16);
    w3 = ((w3 << 16) | (v3 >>> 16)) ^ w2;
    v3 = low ^ v2;

    low = (v0 + v3) | 0;
    w0 = (w0 + w3 + carry(low, v3)) | 0;
    v0 = low;
    low = (v3 << 21) | (w3 >>> 11);
    w3 = ((w3 << 21) | (v3 >>> 11)) ^ w0;
    v3 = low ^ v0;

    low = (v2 + v1) | 0;
    w2 = (w2 + w1 + carry(low, v1)) | 0;
    v2 = low;
    low = (v1 << 17) | (w1 >>> 15);
    w1 = ((w1 << 17) | (v1 >>> 15)) ^ w2;
    v1 = low ^ v2;
    low = w2;
    w2 = v2;
    v2 = low;
  }
  state[0] = v0;
  state[1] = w0;
  state[2] = v1;
  state[3] = w1;
  state[4] = v2;
  state[5] = w2;
  state[6] = v3;
  state[7] = w3;
}

/** 1 if the addition that gave `sum` went over 32 bits. */
function carry(sum: number, summand: number): number {
  return sum >>> 0 < summand >>> 0 ? 1 : 0;
}

function at(state: Int32Array, index: number): number {
  return state[index] as number;
}

/** Four bytes from `from`, the lowest first. */
function word(bytes: Uint8Array, from: number): number {
  return (
    (bytes[from] as number) |
    ((bytes[from + 1] as number) << 8) |
    ((bytes[from + 2] as number) << 16) |
    ((bytes[from + 3] as number) << 24)
  );
}
