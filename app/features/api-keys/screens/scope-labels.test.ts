import { expect, test } from "vitest";
import { type KeyScope, keyScopes } from "../api-key";
import { scopeLabels } from "./scope-labels";

const sentences: Record<KeyScope, string> = {
  assign: "Assign codes: Assign codes to recipients and render templates.",
  read: "Read: View pools, stock, codes and their recipients.",
  release: "Release: Release unused codes.",
  manage: "Manage: Add codes, rename pools, activate and deactivate them.",
};

test.each(keyScopes)("the form for API keys explains the scope “%s”", (scope) => {
  const { label, helpText } = scopeLabels[scope];
  expect(`${label}: ${helpText}`).toBe(sentences[scope]);
});

test("the form for API keys offers every scope, and assigning first", () => {
  expect(Object.keys(scopeLabels)).toHaveLength(keyScopes.length);
  expect(Object.keys(scopeLabels)[0]).toBe("assign");
});
