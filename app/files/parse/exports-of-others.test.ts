import { describe, expect, it } from "vitest";
import { type ReadCodes, readCodesOf } from "../../../test/factories/read-codes-of";

async function read(
  text: string,
  more: Parameters<typeof readCodesOf>[1] = {},
): Promise<ReadCodes> {
  const result = await readCodesOf(text, more);
  if (typeof result === "string") throw new Error(result);
  return result;
}
const codesOf = async (text: string) => (await read(text)).codes.map(({ code }) => code);

describe("reading the exports of other systems", () => {
  it("reads Shopify's discount export: takes codes from Name and skips used ones", async () => {
    const { codes, rejects, reading } = await read(
      [
        "Name,Value,Value Type,Type,Discount Class,Minimum Purchase Requirements,Customer Selection,Times Used In Total,Status,Start,End",
        "SPRING-A1,-10.0,percentage,Order,Order,,All customers,0,Active,2025-12-08 11:28:18 -0600,",
        "SPRING-A2,-10.0,percentage,Order,Order,,All customers,1,Active,2025-12-08 11:28:18 -0600,",
        "SPRING-A3,-10.0,percentage,Order,Order,,All customers,0,Expired,2025-12-08 11:28:18 -0600,2025-12-09 11:28:18 -0600",
        "SPRING-A4,-10.0,percentage,Order,Order,,All customers,0,Active,2025-12-08 11:28:18 -0600,2027-12-08 11:28:18 -0600",
      ].join("\n"),
    );
    expect(codes).toEqual([
      { code: "SPRING-A1", useBy: null, recipient: null },
      { code: "SPRING-A4", useBy: new Date("2027-12-08T17:28:18Z"), recipient: null },
    ]);
    expect(rejects).toEqual([
      { line: 3, message: "According to the file, this code was used (“1”)." },
      { line: 4, message: "According to the file, this code is “Expired”." },
    ]);
    expect(reading.doubts).toEqual([]);
  });

  it("reads Matrixify's discount sheet", async () => {
    expect(
      await codesOf(
        "ID,Title,Command,Code,Code Used Count,Discount Type,Discount Value,Starts At,Ends At,Status\n1,Spring,NEW,MX-1,0,Percentage,10,2025-12-08,,Active\n1,Spring,NEW,MX-2,3,Percentage,10,2025-12-08,,Active",
      ),
    ).toEqual(["MX-1"]);
  });

  it("reads Klaviyo's coupon codes: codes assigned to a profile aren't available", async () => {
    const { codes, rejects } = await read(
      "Coupon Code,Status,Expiration,Profile\nKL-1,UNASSIGNED,2027-12-31T00:00:00+00:00,\nKL-2,ASSIGNED_TO_PROFILE,,ada@example.com\nKL-3,ASSIGNED_TO_PROFILE,,\nKL-4,USED,,",
    );
    expect(codes.map(({ code, recipient }) => [code, recipient])).toEqual([
      ["KL-1", null],
      ["KL-2", "ada@example.com"],
    ]);
    expect(rejects.map(({ line }) => line)).toEqual([4, 5]);
  });

  it("reads Voucherify's template", async () => {
    expect(
      await codesOf(
        "Code,Voucher Type,Value,Discount Type,Category,Start Date,Expiration Date,Gift Balance,Loyalty Points,Redeemed Quantity,Redeemed Amount,Redemption Limit,Active,Additional Info\nVF-1,DISCOUNT_VOUCHER,10,PERCENT,,,2027-12-31,,,0,,1,TRUE,\nVF-2,DISCOUNT_VOUCHER,10,PERCENT,,,2027-12-31,,,1,,1,TRUE,\nVF-3,DISCOUNT_VOUCHER,10,PERCENT,,,,,,0,,1,FALSE,",
      ),
    ).toEqual(["VF-1"]);
  });

  it("reads WooCommerce's coupon export, with Unix timestamps as dates", async () => {
    const { codes } = await read(
      "ID,post_title,post_excerpt,post_status,post_date,discount_type,coupon_amount,usage_limit,usage_count,date_expires\n17,woo-1x,,publish,2025-12-08,percent,10,1,0,1830211200\n18,woo-2x,,draft,2025-12-08,percent,10,1,0,\n19,woo-3x,,publish,2025-12-08,percent,10,1,1,",
    );
    expect(codes).toEqual([
      { code: "woo-1x", useBy: new Date("2027-12-31T00:00:00Z"), recipient: null },
    ]);
  });

  it("reads Magento's coupon grid", async () => {
    expect(
      await codesOf(
        '"Coupon Code","Created","Used","Times Used"\n"MAGE1-X9","Nov 20, 2026, 9:10:11 AM","No","0"\n"MAGE2-X9","Nov 20, 2026, 9:10:11 AM","Yes","1"',
      ),
    ).toEqual(["MAGE1-X9"]);
  });

  it("reads Recharge's template and export", async () => {
    expect(
      await codesOf(
        "HEADER,code,discount_type\nREQUIRED?,REQUIRED,OPTIONAL\nEXPLANATION,A unique code,percentage or fixed\n,RC-1,percentage",
      ),
    ).toEqual(["RC-1"]);
    expect(
      await codesOf(
        "id,code,value,discount_type,status,starts_at,ends_at,times_used,usage_limit\n1,RC-2,10.0,percentage,enabled,2025-12-08T00:00:00,,0,1\n2,RC-3,10.0,percentage,fully_disabled,,,0,1",
      ),
    ).toEqual(["RC-2"]);
  });

  it("reads German exports, including the recipients", async () => {
    const { codes } = await read(
      "Code;E-Mail-Adresse;Gültig bis\nK-1;Ada Lovelace <ada@example.com>;31.12.2027\nK-2;;31.12.2027 18:00",
    );
    expect(codes).toEqual([
      { code: "K-1", useBy: new Date("2027-12-31T22:59:59Z"), recipient: "ada@example.com" },
      { code: "K-2", useBy: new Date("2027-12-31T17:00:00Z"), recipient: null },
    ]);
  });
});

describe("rows that aren't plain codes", () => {
  it("skips repeated headers, markup, data, placeholders and totals", async () => {
    const { codes, rejects } = await read(
      'code\nK-1\nCode\nK-2\n</table>\n{"code":"K-3"}\nN/A\n---\n,,,\nTotal: 3\nTotal\n1.2E+10\n25-Dec\nDec-25\n#REF!\nhttps://example.com/1\nTotal of 3 codes\n\'00123\nK-4',
    );
    expect(codes.map(({ code }) => code)).toEqual(["K-1", "K-2", "00123", "K-4"]);
    expect(rejects).toHaveLength(14);
  });

  it("imports unusual rows only if the merchant says so", async () => {
    const text = "K-1\nK-2\nK-3\nK-4\nK-5\nK-6\nK-7\nK-8\nK-9\nK-10\nK-11\nSUMMER SALE";
    expect(await codesOf(text)).not.toContain("SUMMER SALE");
    const { codes } = await read(text, { change: { withOdd: true } });
    expect(codes.map(({ code }) => code)).toContain("SUMMER SALE");
  });

  it("splits lines that are quoted as a whole into cells", async () => {
    const text = '"Code,Value,Ends"\n"WL-1,10,2027-12-31"\n"WL-2,10,2027-12-31"';
    expect(await codesOf(text)).toEqual(["WL-1", "WL-2"]);
  });

  it("loses only one row, or one date, to a bad cell", async () => {
    const text = "code,expires\nK-1,31/31/2027\nK-2,06/07/2027\nK-3,Never";
    const { codes, rejects } = await read(text);
    expect(codes).toEqual([
      { code: "K-2", useBy: new Date("2027-06-07T21:59:59Z"), recipient: null },
      { code: "K-3", useBy: null, recipient: null },
    ]);
    expect(rejects).toEqual([
      { line: 2, message: "“31/31/2027” isn’t a date we recognize. Write it like 2026-12-31." },
    ]);
    const kept = await read(text, { change: { withoutBadDates: true } });
    expect(kept.codes[0]).toEqual({ code: "K-1", useBy: null, recipient: null });
  });

  it("rejects a code with the Unicode replacement character", async () => {
    const cut = Buffer.concat([Buffer.from("\uFEFFK-1\nK-2\nK-", "utf16le"), Buffer.from([0x33])]);
    const result = await readCodesOf(cut);
    expect(typeof result === "string" ? [] : result.codes.map(({ code }) => code)).toEqual([
      "K-1",
      "K-2",
    ]);
  });
});
