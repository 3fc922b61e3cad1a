import { firstFrom } from "../../graphql/compare-ids";
import type { Discount, RedeemCode } from "../discount";

const CODES_OF_A_PAGE = 50;

export interface CodePage {
  codes: readonly RedeemCode[];
  /** The ID after which the next page starts, if there is one. */
  next: string | undefined;
}

/** A page of codes after an ID that contain the search text. */
export function codePage({ codes }: Discount, search: string, after: string): CodePage {
  const query = search.trim().toLowerCase();
  const found: RedeemCode[] = [];
  for (let at = after ? firstFrom(codes, after, "above") : 0; at < codes.length; at += 1) {
    const code = codes[at];
    if (!code?.code.toLowerCase().includes(query)) continue;
    if (found.length === CODES_OF_A_PAGE) return { codes: found, next: found.at(-1)?.id };
    found.push(code);
  }
  return { codes: found, next: undefined };
}
