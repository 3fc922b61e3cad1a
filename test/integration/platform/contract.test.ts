import { beforeEach, describe, it } from "vitest";
import { testSandbox } from "../../doubles/shopify/testing";
import { contractSuite } from "./contract/contract-suite";
import { shopifyTestDriver } from "./shopify-test-driver";

describe("Shopify as a platform", () => {
  const driver = shopifyTestDriver(testSandbox({ tomlFile: "./orders.test.toml", seed: "demo" }));

  beforeEach(() => driver.reset());

  it.each(contractSuite)("$name", ({ run }) => run(driver));
});
