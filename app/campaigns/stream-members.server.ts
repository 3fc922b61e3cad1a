import type { ShopContext } from "../core/ids";
import type { Services } from "../services.server";
import { listMembers, type Member } from "./list-members.server";

/** Members that are in memory at a time. */
const membersPerPage = 5_000;

/** All members of an audience by line, with what came of each. */
export async function* streamMembers(
  services: Services,
  shop: ShopContext,
  audienceId: number,
): AsyncGenerator<Member[]> {
  for (let afterLine = 0; ; ) {
    const page = { audienceId, afterLine, limit: membersPerPage, refusedOnly: false };
    const members = await listMembers(services, shop, page);
    const last = members.at(-1);
    if (!last) return;
    yield members;
    afterLine = last.line;
  }
}
