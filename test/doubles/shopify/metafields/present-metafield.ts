import { isoTime } from "../clock/now";
import type { ResponseObject } from "../graphql/context";
import { gid } from "../shops/gid";
import { jsonValueOf } from "./check-value";
import type { Metafield } from "./metafield";
import type { MetafieldOwner } from "./metafield-owner";
import { compareDigest } from "./store-metafields";

export const presentMetafield = (owner: MetafieldOwner, one: Metafield): ResponseObject => ({
  __typename: "Metafield",
  id: gid("Metafield", one.id),
  legacyResourceId: one.id,
  namespace: one.namespace,
  key: one.key,
  type: one.type,
  value: one.value,
  jsonValue: jsonValueOf(one.type, one.value),
  sizeInBytes: Buffer.byteLength(one.value),
  compareDigest: compareDigest(one),
  description: null,
  ownerType: owner.type,
  createdAt: isoTime(one.createdAt),
  updatedAt: isoTime(one.updatedAt),
});
