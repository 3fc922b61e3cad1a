import { beforeEach, describe, it } from "vitest";
import { testSandbox } from "../../doubles/shopify/for-tests/test-sandbox";
import { contractSuite } from "./contract/contract-suite";
import { shopifyTestDriver } from "./shopify-test-driver";

describe("Shopify as a platform", () => {
  const witness = shopifyTestDriver(testSandbox({ tomlFile: "./orders.test.toml", seed: "demo" }));

  beforeEach(() => witness.reset());

  it.each(contractSuite)("$name", ({ run }) => run(witness));
});
