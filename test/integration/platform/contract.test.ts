import { beforeEach, describe, it } from "vitest";
import { testSandbox } from "../../doubles/shopify/for-tests/test-sandbox";
import { battery } from "./contract/battery";
import { shopifyWitness } from "./shopify-witness";

describe("Shopify as a platform", () => {
  const witness = shopifyWitness(testSandbox({ tomlFile: "./orders.test.toml", seed: "demo" }));

  beforeEach(() => witness.reset());

  it.each(battery)("$name", ({ run }) => run(witness));
});
