import { GraphQLError } from "graphql";
import { connection } from "../graphql/connection";
import type { RootField } from "../graphql/context";
import { type SearchTerms, wordsOf } from "../graphql/search-items";
import type { SortKeys } from "../graphql/sort-items";
import { parseGid } from "../shops/gid";
import type { Segment } from "./customer";
import { presentSegment } from "./present-segment";

export const segmentFields: Readonly<Record<string, RootField>> = {
  segment: (args, context) => {
    const segment = context.shop.segments[parseGid(String(args["id"]))?.number ?? ""];
    if (!segment) throw notFound();
    return presentSegment(context, segment);
  },
  segments: (args, context) =>
    connection(args, {
      type: "Segment",
      items: Object.values(context.shop.segments),
      present: (segment) => presentSegment(context, segment),
      sortKeys,
      search,
    }),
};

/** Recorded: a deleted segment is an error, whereas other objects are null. */
const notFound = (): GraphQLError =>
  new GraphQLError("Segment does not exist", { extensions: { code: "NOT_FOUND" } });

const sortKeys: SortKeys<Segment> = {
  CREATION_DATE: ({ createdAt }) => createdAt,
  LAST_EDIT_DATE: ({ updatedAt }) => updatedAt,
};

const search: SearchTerms<Segment> = {
  default: wordsOf(({ name }) => [name]),
  name: wordsOf(({ name }) => [name]),
};
