import type { Args } from "../../graphql/context";
import type { DiscountContext } from "../discount";
import { badRequest, type InputContext, notInSandbox, objectOf, refuse } from "./input-context";
import { readIds } from "./read-ids";

const MAX_BUYERS = 100;

/** Reads who may use the discount from `context` or its older form `customerSelection`. */
export function readBuyers(
  reading: InputContext,
  input: Args,
  before: DiscountContext | undefined,
): DiscountContext {
  const { context, customerSelection } = input;
  if (context != null && customerSelection != null) {
    const message = "Only one of context or customerSelection can be provided.";
    refuse(reading, ["context"], message, "INVALID");
  }
  const name = context == null ? "customerSelection" : "context";
  const value = objectOf(context ?? customerSelection);
  if (value["markets"] != null) throw notInSandbox("markets");
  if (value["all"] === true || value["all"] === "ALL") return everybody(value);
  if (value["customers"] != null) {
    const customerIds = readIds(reading, {
      what: "Customer",
      path: [name, "customers", "add"],
      input: objectOf(value["customers"]),
      add: "add",
      remove: "remove",
      before: before?.kind === "customers" ? before.customerIds : [],
      exists: (number) => reading.context.shop.customers[number] !== undefined,
    });
    refuseTooMany(reading, [name, "customers"], customerIds);
    return { kind: "customers", customerIds };
  }
  if (value["customerSegments"] != null) {
    const segmentIds = readIds(reading, {
      what: "Segment",
      path: [name, "customerSegments", "add"],
      input: objectOf(value["customerSegments"]),
      add: "add",
      remove: "remove",
      before: before?.kind === "segments" ? before.segmentIds : [],
      exists: (number) => reading.context.shop.segments[number] !== undefined,
    });
    refuseTooMany(reading, [name, "customerSegments"], segmentIds);
    return { kind: "segments", segmentIds };
  }
  return before ?? { kind: "all" };
}

function everybody(input: Args): DiscountContext {
  for (const [name, what] of [
    ["customers", "customers or customerSavedSearches"],
    ["customerSegments", "customerSegments"],
  ] as const) {
    if (input[name] == null) continue;
    throw badRequest(
      `A discount cannot have customerSelection set to all, when ${what} is specified.`,
    );
  }
  return { kind: "all" };
}

function refuseTooMany(
  reading: InputContext,
  path: readonly string[],
  ids: readonly string[],
): void {
  if (ids.length <= MAX_BUYERS) return;
  refuse(reading, path, `Cannot exceed ${MAX_BUYERS} entries`, "EXCEEDED_MAX");
}
