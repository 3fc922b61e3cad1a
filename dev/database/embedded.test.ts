import { expect, it } from "vitest";
import { canHaveSocket } from "./embedded.server";

it.each([
  ["/dev/shm/coupon-pools-test-a1b2c3/db", "linux", true],
  [`/${"a".repeat(87)}`, "darwin", true],
  [`/${"a".repeat(88)}`, "darwin", false],
  [`/${"é".repeat(44)}`, "linux", false],
  ["C:/coupon-pools-test-a1b2c3/db", "win32", false],
] as const)("tests can connect by a Unix socket in %s on %s: %s", (folder, platform, can) => {
  expect(canHaveSocket(folder, platform)).toBe(can);
});
