import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../../app/api/operations/operations";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { type ApiFixture, openApiFixture } from "./api-fixture";
import { insertPoolWithHandle } from "./pool-with-handle";

const tries = 800;

/** Values that tend to break what is behind the schema: the database, JSON, the call stack. */
const nasty = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  fc.constantFrom<unknown>(
    "\u0000",
    "a\u0000b",
    "\ud800",
    "x\udfff y",
    "\u202e",
    "9".repeat(400),
    "0000-01-01",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
    "2027-02-30",
    "%ff",
    "__proto__",
    "👩‍👩‍👧".repeat(80),
    "a".repeat(999),
    1e308,
    -1,
    2 ** 31,
    2 ** 53,
    0.1,
    null,
    true,
    [],
    {},
    ["\u0000"],
    { "\ud800": 1 },
    { "\u0000": { "\u0000": "\u0000" } },
  ),
  fc.constantFrom(40, 1500).map((depth) => {
    let value: unknown = 1;
    for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value };
    return value;
  }),
);

type Json = Record<string, unknown> | unknown[];

/** The path of every value in a body, including objects and lists. */
function placesOf(json: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof json !== "object" || json === null) return [path];
  const inner = Object.entries(json).flatMap(([name, value]) =>
    placesOf(value, [...path, Array.isArray(json) ? Number(name) : name]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

function withValue(json: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const copy = structuredClone(json) as Json;
  Object.assign(copy, { [first]: withValue((json as never)[first], rest, value) });
  return copy;
}

/** A body for each operation with every field it accepts. */
const bodies: Record<string, object> = {
  editPool: { name: "Any", active: true },
  assignCode: { recipient: "ada@example.com", request_key: "k-1" },
  assignCodes: { recipients: [{ recipient: "ada@example.com", request_key: "k-2" }] },
  addCodes: {
    codes: [
      {
        code: "A",
        message: "m",
        assign_by: "2030-01-01",
        use_by: "2030-01-01",
        use_within_days: 3,
      },
    ],
  },
  renderTemplate: {
    template: { subject: "s", html: "<b>{{ a }}</b>", text: "t" },
    campaign: "c",
    preview: false,
    recipients: [{ recipient: "ada@example.com", request_key: "k-3", fields: { a: { b: [1] } } }],
  },
};
/** The query parameters that each operation accepts. */
const queries: Record<string, string[]> = {
  listPools: ["limit", "cursor"],
  listAssignments: ["limit", "cursor", "recipient"],
  lookUpCode: ["code"],
};

describe("a request with one invalid field", () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture.close());

  it("never causes a server error in any operation", async () => {
    const { handle } = await insertPoolWithHandle(fixture, { codes: 500 });
    const cases = operations.flatMap((operation) => {
      const body = bodies[operation.id];
      expect(body !== undefined, operation.id).toBe(operation.body !== null);
      const known = queries[operation.id] ?? [];
      expect(known.sort(), operation.id).toEqual(Object.keys(operation.query.shape).sort());
      return [
        ...placesOf(body ?? {}).map((place) => ({ operation, body, place })),
        ...known.map((name) => ({ operation, body, name })),
      ];
    });
    const statuses = new Set<number>();
    const sample = fc.sample(fc.tuple(fc.constantFrom(...cases), nasty), {
      numRuns: tries,
      seed: 7,
    });
    for (const [{ operation, body, ...where }, value] of sample) {
      const path = operation.path.replace("{handle}", handle).replace("{id}", "1");
      const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
      const query =
        "name" in where
          ? `?${where.name}=${encodeURIComponent(Buffer.from(text.slice(0, 2000)).toString())}`
          : operation.id === "lookUpCode"
            ? "?code=a"
            : "";
      const response = await fixture.api.call(operation.method, `${path}${query}`, {
        key: fixture.key,
        headers: operation.needsMatch ? { "If-Match": "*" } : {},
        ...(body && { body: "place" in where ? withValue(body, where.place, value) : body }),
      });
      const what = `${operation.id} ${JSON.stringify(where)} ${text.slice(0, 60)}`;
      expect(response.status, what).toBeLessThan(500);
      statuses.add(response.status);
    }
    expect(statuses).toContain(200);
    expect(statuses).toContain(400);
    await expectConsistentStock(fixture.services, fixture.shop);
  });
});
