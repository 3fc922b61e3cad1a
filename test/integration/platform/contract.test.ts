import { beforeEach, describe, it } from "vitest";
import { testSandbox } from "../../doubles/shopify/testing";
import { contractSuite } from "./contract/contract-suite";
import { shopifyTestDriver } from "./shopify-test-driver";

describe("Shopify as a platform", () => {
  const scopes = [
    "read_customers",
    "read_products",
    "read_discounts",
    "write_customers",
    "write_discounts",
  ];
  const driver = shopifyTestDriver(
    testSandbox({ tomlFile: "./orders.test.toml", seed: "demo", scopes }),
  );

  beforeEach(() => driver.reset());

  it.each(contractSuite)("$name", ({ run }) => run(driver));
});
