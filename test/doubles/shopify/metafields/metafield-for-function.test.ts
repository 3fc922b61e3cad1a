import { expect, test } from "vitest";
import { now } from "../clock/now";
import { stillSandbox } from "../graphql/ask-for-test";
import type { Sandbox } from "../sandbox";
import { metafieldForFunction } from "./metafield-for-function";
import type { MetafieldOwner } from "./metafield-owner";
import { resolveNamespace } from "./namespace";
import { deleteMetafield, writeMetafield } from "./store-metafields";

function open() {
  const sandbox = stillSandbox("small");
  const [shop] = Object.values(sandbox.world.shops);
  if (!shop) throw new Error("There is no shop");
  const owner: MetafieldOwner = { type: "SHOP", id: shop.id };
  const place = { namespace: resolveNamespace("$app:guard"), key: "config" };
  return {
    sandbox,
    write: (value: string, atOnce = false) =>
      writeMetafield(sandbox, { shop, owner, atOnce }, { ...place, type: "json", value }),
    remove: () => deleteMetafield(sandbox, shop, owner, place),
    seen: (afterMs = 0) => {
      const asked = { namespace: "$app:guard", key: "config" };
      return metafieldForFunction(shop, owner, asked, now(sandbox) + afterMs);
    },
  };
}

const later = (sandbox: Sandbox, ms: number) => {
  sandbox.world.clockOffsetMs += ms;
};

test("a function sees a metafield three seconds after it is written", () => {
  const { sandbox, write, seen } = open();
  write('{"a":1}');
  expect(seen()).toBeNull();
  expect(seen(3500)).toEqual({ type: "json", value: '{"a":1}', jsonValue: { a: 1 } });
  later(sandbox, 3500);
  expect(seen()?.jsonValue).toEqual({ a: 1 });
});

test("a function sees the former value until the new one arrives, also of several changes", () => {
  const { sandbox, write, seen } = open();
  write("1");
  later(sandbox, 10_000);
  write("2");
  later(sandbox, 1000);
  write("3");
  expect([0, 2100, 3100].map((ms) => seen(ms)?.value)).toEqual(["1", "2", "3"]);
});

test("a function sees a deleted metafield for a while", () => {
  const { sandbox, write, remove, seen } = open();
  write("1");
  later(sandbox, 10_000);
  remove();
  expect(seen()?.value).toBe("1");
  expect(seen(3100)).toBeNull();
});

test("the delay is a setting, and what is created with its owner is seen at once", () => {
  const { sandbox, write, seen } = open();
  write("1", true);
  expect(seen()?.value).toBe("1");
  sandbox.world.pace.functionMetafieldMs = 0;
  write("2");
  expect(seen()?.value).toBe("2");
});

test("a function sees 10,000 bytes, and nothing of a larger value", () => {
  const { sandbox, write, seen } = open();
  sandbox.world.pace.functionMetafieldMs = 0;
  write(JSON.stringify("x".repeat(9998)));
  expect(seen()?.value).toHaveLength(10_000);
  write(JSON.stringify("x".repeat(9999)));
  expect(seen()).toBeNull();
});
