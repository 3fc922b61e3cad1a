import { isoTime } from "../clock/now";
import type { GraphqlContext, ResponseObject } from "../graphql/context";
import { gid } from "../shops/gid";
import type { Segment } from "./customer";

export const presentSegment = (_context: GraphqlContext, segment: Segment): ResponseObject => ({
  __typename: "Segment",
  id: gid("Segment", segment.id),
  name: segment.name,
  query: segment.query,
  creationDate: isoTime(segment.createdAt),
  lastEditDate: isoTime(segment.updatedAt),
});
