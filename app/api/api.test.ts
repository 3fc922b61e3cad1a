import { expect, it } from "vitest";
import { endpoints } from "./api.server";
import { operations } from "./operations/operations";

it("implements every declared operation and declares every implemented one", () => {
  expect(endpoints.map(({ operation }) => operation.id).sort()).toEqual(
    operations.map(({ id }) => id).sort(),
  );
});
