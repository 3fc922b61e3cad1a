/** A code as the app sends it (`app/storefront/endpoints/codes.server.ts`). */
export interface ShopperCode {
  code: string;
  /** What the discount gives, in the buyer's language; null: the app can't tell. */
  summary: string | null;
  /** `YYYY-MM-DD` in the store's time zone; null: no end. */
  last_day: string | null;
  status: "usable" | "paused" | "not_started";
}

/** The parts of the checkout's API that requests to the app need. */
export interface Caller {
  sessionToken: { get(): Promise<string> };
  localization: { language: { value: { isoCode: string } } };
}

/** Buyers don't wait longer for a list beside their order. In milliseconds. */
const patience = 10_000;

/** The codes of the signed-in customer; none for a guest. Rejects if the app doesn't answer. */
export async function readCodes(caller: Caller): Promise<ShopperCode[]> {
  const { codes } = await ask<{ codes: ShopperCode[] }>(caller, "codes");
  return codes;
}

/** Why a code is refused, as a sentence for the buyer; null if the app doesn't know or may not say. */
export async function readReason(caller: Caller, code: string): Promise<string | null> {
  try {
    const { reasons } = await ask<{ reasons: { message: string | null }[] }>(
      caller,
      "reasons",
      code,
    );
    return reasons[0]?.message ?? null;
  } catch {
    return null;
  }
}

/** Shopify's CLI fills in the app's address when it bundles the extension. */
async function ask<Answer>(caller: Caller, endpoint: string, code?: string): Promise<Answer> {
  const query = new URLSearchParams({ locale: caller.localization.language.value.isoCode });
  if (code !== undefined) query.set("code", code);
  const url = `${process.env["APP_URL"]}/storefront/checkout/${endpoint}?${query}`;
  const token = await caller.sessionToken.get();
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`${endpoint}: ${response.status}`);
  return (await response.json()) as Answer;
}
