import { adminLoader, notFound } from "../admin/admin.server";

/** URLs below /app that don't exist, such as old bookmarks and mistyped links. */
export const loader = adminLoader(async () => {
  throw notFound("page_not_found");
});

export default function NoSuchPage() {
  return null;
}
