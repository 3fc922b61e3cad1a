import { describe, expect, it } from "vitest";
import type { GuidePool, Snippet, Tool } from "./tool";
import { toolById, tools } from "./tools";

const pool: GuidePool = { handle: "welcome-offer", apiUrl: "https://app.example" };

function snippetsOf(tool: Tool, of: GuidePool = pool): Snippet[] {
  return tool.steps(of).flatMap(({ snippet }) => (snippet ? [snippet] : []));
}

describe("the guide to email tools", () => {
  it("covers the tools that merchants use", () => {
    expect(tools.map(({ name }) => name)).toEqual([
      "Klaviyo",
      "Mailchimp",
      "Braze",
      "Iterable",
      "Customer.io",
      "Ometria",
      "Omnisend",
      "SendGrid",
      "HubSpot",
      "Plain HTTP",
    ]);
    expect(new Set(tools.map(({ id }) => id)).size).toBe(tools.length);
  });

  it("finds a tool by its id, and falls back to the first for an unknown one", () => {
    expect(toolById("customer-io").name).toBe("Customer.io");
    expect(toolById("carrier-pigeon").name).toBe("Klaviyo");
    expect(toolById(null).name).toBe("Klaviyo");
  });

  describe.each(tools.map((tool) => [tool.name, tool] as const))("of %s", (_, tool) => {
    it("says how it works, what it can and can’t do, and what sending twice does", () => {
      for (const sentence of [tool.how, tool.again, ...tool.can, ...tool.cannot]) {
        expect(sentence).toMatch(/^\S.{15,}[.]$/);
      }
      expect(tool.can.length).toBeGreaterThan(0);
      expect(tool.cannot.length).toBeGreaterThan(0);
    });

    it("has snippets with unique labels, and says where the code comes from", () => {
      const labels = snippetsOf(tool).map(({ label }) => label);
      expect(labels.length).toBeGreaterThan(0);
      expect(new Set(labels).size).toBe(labels.length);
      expect(tool.steps(pool).filter(({ page }) => page).length).toBeGreaterThan(0);
      expect(new Set(tool.steps(pool).map(({ text }) => text)).size).toBe(tool.steps(pool).length);
    });

    it("leaves no placeholder unfilled and no trailing spaces", () => {
      const all = JSON.stringify(tool.steps(pool));
      expect(all).not.toMatch(/undefined|\[object|NaN/);
      for (const { text } of snippetsOf(tool)) expect(text).not.toMatch(/[ \t]$/m);
    });

    it("uses the chosen pool and no other", () => {
      const other = { handle: "spring-sale", apiUrl: "https://other.example" };
      const texts = snippetsOf(tool, other).map(({ text }) => text);
      expect(texts.join("\n")).not.toMatch(/welcome.offer|app\.example/);
      const calls = texts.filter((text) => text.includes("/api/v1/"));
      for (const text of calls) {
        expect(text).toContain("https://other.example/api/v1/");
        expect(text).toContain("spring-sale");
      }
    });
  });
});
