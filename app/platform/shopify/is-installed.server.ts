/** Answers of Shopify that mean: this app has no access to this shop any more. */
const gone = new Set([401, 403, 404]);
/** A refresh token that is no longer good is a bad request, too. */
const notRefreshed = new Set([400, ...gone]);

/**
 * Whether `attempt`, a call for the shop, gets through. False when there is no session, or Shopify
 * refuses the token or its refresh; rejects when Shopify does not answer, which says nothing.
 */
export async function isInstalled(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** The session's library and the API's client each have errors of their own. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.constructor.name === "SessionNotFoundError") return true;
  const { response } = error as { response?: { code?: unknown; status?: unknown } };
  return notRefreshed.has(Number(response?.code)) || gone.has(Number(response?.status));
}
