import { describe, expect, it } from "vitest";
import { columnsProblem, readHeader } from "./columns";

describe("finding out what the columns are", () => {
  it.each([
    "code",
    "Code",
    "COUPON",
    "coupon code",
    "Coupon_Code",
    "promo",
    "Promo Code",
    "promotion-code",
    "voucher",
    "Voucher code",
    "DISCOUNT CODE",
    "value",
    "\uFEFFcode ",
  ])("takes %j as the name of the code's column", (name) => {
    expect(readHeader([name])).toEqual({ header: true, columns: ["code"] });
  });

  it("knows the optional columns in any order and leaves others out", () => {
    expect(
      readHeader(["E-Mail", "Use by", "Coupon", "id", "use_within_days", "Message", "assign by"]),
    ).toEqual({
      header: true,
      columns: ["email", "use_by", "code", "ignore", "use_within_days", "message", "assign_by"],
    });
  });

  it("takes a first row without a name for a code", () => {
    expect(readHeader(["SPRING-1"])).toEqual({ header: false, columns: ["code"] });
    expect(readHeader(["SPRING-1", "Enjoy"])).toEqual({
      header: false,
      columns: ["code", "ignore"],
    });
  });

  it("does not guess a column of codes under a header that names none", () => {
    const { header, columns } = readHeader(["number", "email"]);
    expect(header).toBe(true);
    expect(columnsProblem(columns)).toBe("Choose the column that holds the codes.");
  });

  it("takes the first of two columns of one name", () => {
    expect(readHeader(["code", "voucher"]).columns).toEqual(["code", "ignore"]);
  });

  it("refuses two columns of one meaning", () => {
    expect(columnsProblem(["code", "email", "email"])).toMatch(/Two columns/);
    expect(columnsProblem(["code", "ignore", "ignore"])).toBeUndefined();
  });
});
