import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { listMembers, type Member } from "./list-members.server";

/** Members that are in memory at a time. */
const membersPerPage = 5_000;

/** All members of a campaign by line, or those who got no code, with what came of each. */
export async function* streamMembers(
  services: Services,
  shop: Pick<ShopContext, "id">,
  query: { campaignId: number; refusedOnly: boolean },
): AsyncGenerator<Member[]> {
  for (let afterLine = 0; ; ) {
    const members = await listMembers(services, shop, {
      ...query,
      afterLine,
      limit: membersPerPage,
    });
    const last = members.at(-1);
    if (!last) return;
    yield members;
    afterLine = last.line;
  }
}
