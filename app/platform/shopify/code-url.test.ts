import { expect, it } from "vitest";
import { codeUrl } from "./code-url";

/** Shopify decodes the part after `/discount/` twice, as reported. */
const opened = (url: string | null) => {
  const path = new URL(url ?? "").pathname.split("/");
  expect(path).toHaveLength(3);
  return decodeURIComponent(decodeURIComponent(path[2] ?? ""));
};

it.each([
  "PLAIN-10",
  "SAVE%10",
  "test%2510",
  "100%",
  "A/B",
  "A\\B",
  "A+B",
  "A B",
  "A?B#C",
  "Größe",
  "🎉",
  "...",
])("makes a link that applies the code %s", (code) =>
  expect(opened(codeUrl("demo-store.myshopify.com", code))).toBe(code),
);

it("doesn't encode an ordinary code", () => {
  expect(codeUrl("demo-store.myshopify.com", "HELLO-7KQ2M")).toBe(
    "https://demo-store.myshopify.com/discount/HELLO-7KQ2M",
  );
});

it.each([".", ".."])("makes no link for %s, which browsers remove from URLs", (code) => {
  expect(codeUrl("demo-store.myshopify.com", code)).toBeNull();
});
