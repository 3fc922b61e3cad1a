import { beforeEach, expect, test } from "vitest";
import { adminApi, type UserError } from "../for-tests/admin-api";
import { addCodes, allCodes, newDiscount, userErrors } from "../for-tests/discount-calls";
import { testSandbox } from "../for-tests/test-sandbox";

const sandbox = testSandbox();
const api = adminApi(sandbox);
let discount: string;

const later = () => sandbox.call("POST", "/control/api/clock", { advanceMs: 10_000 });

beforeEach(async () => {
  await sandbox.call("POST", "/control/api/reset");
  discount = await newDiscount(api);
  await addCodes(api, discount, ["A", "B", "C"]);
  await later();
});

interface Deletion {
  job: { id: string; done: boolean } | null;
  userErrors: UserError[];
}

const remove = (args: object, discountId = discount): Promise<Deletion> =>
  api.field(
    "discountCodeRedeemCodeBulkDelete",
    `mutation ($discountId: ID!, $ids: [ID!], $search: String, $savedSearchId: ID) {
      discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids, search: $search, savedSearchId: $savedSearchId) {
        job { id done } ${userErrors} } }`,
    { discountId, ...args },
  );

const codes = async () => (await allCodes(api, discount)).map(({ code }) => code);

test("codes are deleted by ID in a job that reports being done before it is", async () => {
  const all = await allCodes(api, discount);
  const { job } = await remove({ ids: [all[1]?.id, all[2]?.id] });
  expect(job?.done).toBe(true);
  expect(await codes()).toEqual(["TEN", "A", "B", "C"]);
  await later();
  const query = "query ($id: ID!) { job(id: $id) { id done query { shop { name } } } }";
  expect(await api.field("job", query, { id: job?.id })).toMatchObject({ done: true });
  expect(await codes()).toEqual(["TEN", "C"]);
  // A deleted code can be used again, even in another discount.
  const other = await newDiscount(api, { code: "a" });
  expect((await allCodes(api, other)).map(({ code }) => code)).toEqual(["a"]);
});

test("a deletion leaves the codes of other discounts alone", async () => {
  const other = await newDiscount(api, { code: "OTHER" });
  const [foreign] = await allCodes(api, other);
  await remove({ ids: [foreign?.id] });
  await later();
  expect(await allCodes(api, other)).toHaveLength(1);
});

test("codes are deleted by search", async () => {
  await remove({ search: "b" });
  await later();
  expect(await codes()).toEqual(["TEN", "A", "C"]);
  await remove({ search: "times_used:0" });
  await later();
  expect(await codes()).toEqual([]);
});

const refusal = (field: string[] | null, message: string, code: string | null) => ({
  job: null,
  userErrors: [{ field, message, code, extraInfo: null }],
});

test("a deletion needs exactly one of ids, search and saved search", async () => {
  expect(await remove({})).toEqual(
    refusal(
      null,
      "Missing expected argument key: 'ids', 'search' or 'saved_search_id'.",
      "MISSING_ARGUMENT",
    ),
  );
  expect(await remove({ ids: ["gid://shopify/DiscountRedeemCode/1"], search: "a" })).toEqual(
    refusal(
      null,
      "Only one of 'ids', 'search' or 'saved_search_id' is allowed.",
      "TOO_MANY_ARGUMENTS",
    ),
  );
  expect(await remove({ search: " " })).toEqual(
    refusal(["search"], "'Search' can't be blank.", "BLANK"),
  );
  expect(await remove({ savedSearchId: "gid://shopify/SavedSearch/7" })).toEqual(
    refusal(["savedSearchId"], "Invalid 'saved_search_id'.", "INVALID"),
  );
});

test("a deletion with an empty list of IDs fails", async () => {
  expect(await remove({ ids: [] })).toEqual(
    refusal(null, "Something went wrong, please try again.", null),
  );
  await later();
  expect(await codes()).toHaveLength(4);
});

test("a deletion of an unknown discount's codes is rejected", async () => {
  const message = "Code discount does not exist.";
  expect(await remove({ search: "a" }, "gid://shopify/DiscountCodeNode/1")).toEqual(
    refusal(["discountId"], message, "INVALID"),
  );
});
