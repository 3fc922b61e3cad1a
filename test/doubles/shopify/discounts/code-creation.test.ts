import { beforeEach, expect, test } from "vitest";
import { adminApi } from "../for-tests/admin-api";
import {
  addCodes,
  allCodes,
  bulkAdd,
  newDiscount,
  numbered,
  readCreation,
} from "../for-tests/discount-calls";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
const api = adminApi(sandbox);

beforeEach(() => sandbox.call("POST", "/control/api/reset"));

const later = (ms: number) => sandbox.call("POST", "/control/api/clock", { advanceMs: ms });

test("a bulk creation responds immediately and creates the codes afterwards", async () => {
  const discount = await newDiscount(api);
  const { bulkCreation } = await bulkAdd(api, discount, numbered("C", 250));
  expect(bulkCreation).toMatchObject({
    done: false,
    codesCount: 250,
    importedCount: 0,
    failedCount: 0,
  });
  await later(10_000);
  const creation = await readCreation(api, bulkCreation?.id ?? "");
  expect(creation).toMatchObject({ done: true, importedCount: 250, failedCount: 0 });
  const codes = await allCodes(api, discount);
  expect(codes.map(({ code }) => code)).toEqual(["TEN", ...numbered("C", 250)]);
  expect(creation.codes.nodes.map((node) => node.discountRedeemCode?.id)).toEqual(
    codes.slice(1).map(({ id }) => id),
  );
});

test("a bulk creation rejects invalid codes with Shopify's messages and creates the others", async () => {
  const discount = await newDiscount(api);
  const other = await newDiscount(api, { code: "ELSEWHERE", title: "Other" });
  await addCodes(api, other, ["There-1"]);
  await later(10_000);
  const long = "x".repeat(255);
  const codes = ["", "a\nb", `${long}x`, long, "Twice", "tWICE", "there-1", "welcome10", "Good"];
  const id = await addCodes(api, discount, codes);
  await later(10_000);
  const creation = await readCreation(api, id);
  expect(creation).toMatchObject({ done: true, codesCount: 9, importedCount: 3, failedCount: 6 });
  const errors = creation.codes.nodes.map((node) => node.errors);
  const refusal = (message: string) => [{ field: ["code"], message, code: null }];
  expect(errors).toEqual([
    refusal("is too short (minimum is 1 character)"),
    refusal("cannot contain newline characters."),
    refusal("is too long (maximum is 255 characters)"),
    [],
    [],
    refusal("Codes must be unique within BulkDiscountCodeCreation"),
    refusal("must be unique. Please try a different code."),
    refusal("must be unique. Please try a different code."),
    [],
  ]);
  const made = (await allCodes(api, discount)).map(({ code }) => code);
  expect(made).toEqual(["TEN", long, "Twice", "Good"]);
});

test("a bulk creation accepts at most 250 codes", async () => {
  const discount = await newDiscount(api);
  const { data, errors } = await api.ask(
    `mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { id } } }`,
    { id: discount, codes: numbered("C", 251).map((code) => ({ code })) },
  );
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([
    {
      message: "The input array size of 251 is greater than the maximum allowed of 250.",
      path: ["discountRedeemCodeBulkAdd", "codes"],
      extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
    },
  ]);
});

test("a bulk creation needs codes and a code discount", async () => {
  const discount = await newDiscount(api);
  expect(await bulkAdd(api, discount, [])).toMatchObject({
    bulkCreation: null,
    userErrors: [{ field: ["codes"], message: "Codes can't be blank", code: "BLANK" }],
  });
  const number = discount.split("/").at(-1);
  for (const id of [
    "gid://shopify/DiscountCodeNode/1",
    `gid://shopify/DiscountAutomaticNode/${number}`,
  ]) {
    expect(await bulkAdd(api, id, ["A"])).toMatchObject({
      bulkCreation: null,
      userErrors: [
        { field: ["discountId"], message: "Code discount does not exist.", code: "INVALID" },
      ],
    });
  }
});

test("a bulk creation takes time to start and for each code", async () => {
  await sandbox.call("POST", "/control/api/pace", { creationMs: 3_600_000, codeMs: 60_000 });
  const discount = await newDiscount(api);
  const id = await addCodes(api, discount, numbered("C", 120));
  await later(3_600_000);
  expect(await readCreation(api, id)).toMatchObject({ done: false, importedCount: 0 });
  await later(51 * 60_000);
  expect(await readCreation(api, id)).toMatchObject({ done: false, importedCount: 50 });
  await later(50 * 60_000);
  expect(await readCreation(api, id)).toMatchObject({ done: false, importedCount: 100 });
  await later(20 * 60_000);
  expect(await readCreation(api, id)).toMatchObject({ done: true, importedCount: 120 });
});

test("a bulk creation rejects the remaining codes if the discount is deleted", async () => {
  await sandbox.call("POST", "/control/api/pace", { creationMs: 3_600_000 });
  const discount = await newDiscount(api);
  const id = await addCodes(api, discount, ["A", "B"]);
  await api.ask("mutation ($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId } }", {
    id: discount,
  });
  await later(3_700_000);
  const creation = await readCreation(api, id);
  expect(creation).toMatchObject({ done: true, importedCount: 0, failedCount: 2 });
});

test("a bulk creation continues when the clock is set back", async () => {
  await sandbox.call("POST", "/control/api/pace", { creationMs: 60_000 });
  await sandbox.call("POST", "/control/api/clock", { offsetMs: 3 * 86_400_000 });
  const discount = await newDiscount(api);
  const id = await addCodes(api, discount, ["A"]);
  await sandbox.call("POST", "/control/api/clock", { offsetMs: 0 });
  expect(await readCreation(api, id)).toMatchObject({ done: false });
  await later(120_000);
  expect(await readCreation(api, id)).toMatchObject({ done: true, importedCount: 1 });
});

test("unknown or invalid pace settings are rejected", async () => {
  for (const pace of [{ lunchMs: 1 }, { codeMs: -1 }, { jobMs: "1" }]) {
    await expect(sandbox.call("POST", "/control/api/pace", pace)).rejects.toThrow("400");
  }
});
