import { describe, expect, it } from "vitest";
import { type DiscountStatus, isStale, statusAt } from "./discount";

const now = new Date("2026-11-21T12:00:00Z");
const past = new Date("2026-11-20T12:00:00Z");
const future = new Date("2026-11-22T12:00:00Z");

describe("the status of a discount", () => {
  it.each<[DiscountStatus, Date, Date | null, DiscountStatus]>([
    ["active", past, null, "active"],
    ["active", past, future, "active"],
    ["active", past, now, "expired"],
    ["scheduled", future, null, "scheduled"],
    ["scheduled", now, null, "active"],
    ["scheduled", past, past, "expired"],
    ["expired", past, past, "expired"],
    ["expired", past, null, "expired"],
    ["deleted", past, future, "deleted"],
    ["deleted", past, past, "deleted"],
  ])("told %s, from %o to %o: now %s", (status, startsAt, endsAt, today) => {
    expect(statusAt({ status, startsAt, endsAt }, now)).toBe(today);
  });

  it("is refreshed after a minute", () => {
    expect(isStale({ readAt: "2026-11-21T11:59:00Z" }, now)).toBe(false);
    expect(isStale({ readAt: new Date("2026-11-21T11:58:59Z") }, now)).toBe(true);
  });
});
