import { expect, it } from "vitest";
import { endpoints } from "./api.server";
import { operations } from "./operations/operations";

it("does every operation that it declares, and declares every one that it does", () => {
  expect(endpoints.map(({ operation }) => operation.id).sort()).toEqual(
    operations.map(({ id }) => id).sort(),
  );
});
