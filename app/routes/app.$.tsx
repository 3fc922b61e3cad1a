import { adminLoader, notFound } from "../admin/admin.server";

/** Addresses below /app that lead nowhere: an old bookmark, a mistyped link. */
export const loader = adminLoader(async () => {
  throw notFound("page_not_found");
});

export default function NoSuchPage() {
  return null;
}
