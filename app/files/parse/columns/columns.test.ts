import { describe, expect, it } from "vitest";
import { columnsProblem, listOfCodes, readCodeColumns } from "./columns";

const rowsOf = (text: string) => text.split("\n").map((line) => line.split(","));
const read = (text: string) => readCodeColumns(rowsOf(text));
/** The cells that would be imported as codes. */
const codesOf = (text: string) => {
  const rows = rowsOf(text);
  const { columns, above, header, below } = readCodeColumns(rows);
  const at = columns.indexOf("code");
  return at < 0 ? [] : rows.slice(above + Number(header) + below).map((cells) => cells[at]);
};

describe("finding the code column by its heading", () => {
  it.each([
    "code",
    "COUPON",
    "Coupon_Code",
    "CouponCode",
    "discountCode",
    "promotion-code",
    "Discount codes",
    "Voucher Codes",
    "Code (unique)",
    "Code coupon",
    "post_title",
    "Gutscheincode",
    "Rabattcode",
    "code promo",
    "Código",
    "Codice sconto",
    "Kortingscode",
    "Kod rabatowy",
    "クーポンコード",
    "\uFEFFcode ",
    "Name",
  ])("recognizes %j as a column name", (name) => {
    expect(readCodeColumns([[name], ["K-1"], ["K-2"]])).toMatchObject({
      header: true,
      columns: ["code"],
      doubts: [],
    });
  });

  it("prefers the most specific heading over the first one", () => {
    expect(codesOf("value,code\n10,K-1\n15,K-2")).toEqual(["K-1", "K-2"]);
    expect(codesOf("Type,Value,Code\npercentage,10,K-1")).toEqual(["K-1"]);
    expect(codesOf("code,voucher\nK-1,V-1")).toEqual(["K-1"]);
  });

  it("asks for the code column when a lone title sits above several columns", () => {
    expect(read("Codes,\nSKU-40-XL,K-1A\nSKU-41-XL,K-2B").doubts).toEqual(["several_code_columns"]);
    expect(read("Code,\nK-1A,Enjoy it\nK-2B,Enjoy it")).toMatchObject({
      columns: ["code", "ignore"],
      doubts: [],
    });
  });

  it("uses a column named Name or Value only if it holds codes", () => {
    expect(codesOf("Name,Value,Value Type\nSPRING-A1,-10.0,percentage")).toEqual(["SPRING-A1"]);
    expect(codesOf("Value,Amount\nX7-1,5\nX7-2,5")).toEqual(["X7-1", "X7-2"]);
    expect(codesOf("Name,Email\nAda Lovelace,ada@example.com")).toEqual([]);
  });

  it("recognizes the other columns in any order, each once", () => {
    const names =
      "E-Mail,Gültig bis,Coupon,id,use_within_days,Message,assign by,Status,Times used,End";
    expect(read(`${names}\n,,K-1,,,,,,,`).columns).toEqual([
      "email",
      "use_by",
      "code",
      "ignore",
      "use_within_days",
      "message",
      "assign_by",
      "status",
      "uses",
      "ignore",
    ]);
  });

  it.each(["E-Mail-Adresse", "Customer Email Address", "Assigned to", "correo electrónico"])(
    "recognizes %j as the recipient's email",
    (name) => {
      expect(read(`Code,${name}\nK-1,ada@example.com`).columns).toEqual(["code", "email"]);
    },
  );

  it.each(["Ends", "Expiry date", "Expires on", "Valid to", "Date Expires", "Ablaufdatum"])(
    "recognizes %j as the expiration date",
    (name) => {
      expect(read(`Code,${name}\nK-1,2027-12-31`).columns).toEqual(["code", "use_by"]);
    },
  );
});

describe("finding the header row", () => {
  it("skips title rows", () => {
    expect(
      read("Discount codes – export 20 Nov,\nCode,Status\nT-1,Active\nT-2,Active"),
    ).toMatchObject({
      header: true,
      above: 1,
      columns: ["code", "status"],
    });
    expect(codesOf("Spring sale codes\nK-1\nK-2\nK-3")).toEqual(["K-1", "K-2", "K-3"]);
    expect(codesOf("Export of 20 Nov 2027\nK-1\nK-2\nK-3")).toEqual(["K-1", "K-2", "K-3"]);
  });

  it("skips a template's rows that explain the columns", () => {
    const template =
      "HEADER,code,discount_type\nREQUIRED?,REQUIRED,OPTIONAL\nEXPLANATION,A unique code,percentage or fixed\n,RC-1,percentage";
    expect(read(template)).toMatchObject({ above: 0, below: 2 });
    expect(codesOf(template)).toEqual(["RC-1"]);
  });

  it("doesn't mistake repeated values for a header", () => {
    expect(read("S-1,Active,Order\nS-2,Active,Order\nS-3,Active,Order").header).toBe(false);
  });

  it("treats a first row without column names as a code", () => {
    expect(read("SPRING-1\nSPRING-2")).toMatchObject({
      header: false,
      columns: ["code"],
      doubts: [],
    });
    expect(read("WELCOME\nSUMMER\nWINTER")).toMatchObject({ header: false, doubts: [] });
    expect(read("SPRING-1,Enjoy\nSPRING-2,Enjoy").columns).toEqual(["code", "ignore"]);
    expect(read("Ada,SPRING-1\nBen,SPRING-2").columns).toEqual(["ignore", "code"]);
  });

  it("asks if the first row may be either a column name or a code", () => {
    expect(read("FREISCHALTUNG\nK-1\nK-2")).toMatchObject({ header: true, doubts: ["first_row"] });
    expect(read("PROMO\nSUMMER\nWINTER")).toMatchObject({ header: true, doubts: ["first_row"] });
  });

  it("respects the merchant's choice of header row", () => {
    const rows = rowsOf("My list\nCode\nK-1");
    expect(readCodeColumns(rows, { header: false }).header).toBe(false);
    expect(readCodeColumns(rows, { header: true, above: 0 })).toMatchObject({ above: 0 });
  });
});

describe("lists without a heading for codes", () => {
  it("asks before it picks a column by its contents", () => {
    expect(read("Freischaltung,Phone,Email\nX7-1,555,ada@example.com")).toMatchObject({
      columns: ["code", "ignore", "email"],
      doubts: ["column_guessed"],
    });
    expect(read("X7-1,Y8-1\nX7-2,Y8-2").doubts).toEqual(["several_code_columns"]);
  });

  it("doesn't import a list of customers as codes", () => {
    const list = "First Name,E-Mail-Adresse,Customer ID\nAda,ada@example.com,7000000000001";
    expect(columnsProblem(read(list).columns)).toBe("Choose the column that holds the codes.");
  });

  it("asks before it imports names, prose or source code", () => {
    const doubtsOf = (text: string) => {
      const rows = rowsOf(text);
      const found = readCodeColumns(rows);
      const names = found.header ? (rows[found.above] ?? []) : [];
      return listOfCodes.learn(found, names, rows.slice(Number(found.header))).doubts;
    };
    expect(doubtsOf("Ada\nBen\nCem\nDora")).toEqual(["not_codes"]);
    expect(doubtsOf("Read me first\nThese codes are for spring\nAsk Ada")).toEqual(["not_codes"]);
    expect(doubtsOf('import { x } from "y";\nconst a = 1;\nexport { a };')).toEqual(["not_codes"]);
    expect(doubtsOf("code\nA B C\nD E F\nG-1")).toEqual(["not_codes"]);
    expect(doubtsOf("code\nSAME\nSAME\nSAME\nSAME\nSAME\nSAME")).toEqual([]);
    expect(doubtsOf("SPRING-1\nSPRING-2")).toEqual([]);
  });
});

it("rejects two columns with the same meaning", () => {
  expect(columnsProblem(["code", "email", "email"])).toMatch(/Two columns/);
  expect(columnsProblem(["code", "ignore", "ignore"])).toBeUndefined();
});
