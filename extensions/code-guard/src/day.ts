import { byteAt, size, Text } from "./text";

/** Days from 0000-03-01 to 2024-12-31, so that 2025-01-01 is day 1. */
const dayZero: i32 = 739556;

/**
 * Days since 2025 began, from 1 on 2025-01-01, of a date `YYYY-MM-DD`: see `dayNumber` in
 * `app/features/publishing/sealing/seal.ts`. 0 if it isn't a date.
 */
export function dayNumber(date: Text): i32 {
  if (size(date) != 10 || byteAt(date, 4) != 45 || byteAt(date, 7) != 45) return 0;
  const year = numberAt(date, 0, 4);
  const month = numberAt(date, 5, 2);
  const day = numberAt(date, 8, 2);
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) return 0;
  // Years that start in March have their leap day at the end.
  const shifted = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const days =
    shifted * 365 +
    shifted / 4 -
    shifted / 100 +
    shifted / 400 +
    (153 * monthsSinceMarch + 2) / 5 +
    (day - 1);
  return max(1, days - dayZero);
}

function numberAt(text: Text, from: i32, length: i32): i32 {
  let number = 0;
  for (let at = from; at < from + length; at++) {
    const digit = byteAt(text, at) - 48;
    if (u32(digit) > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}
