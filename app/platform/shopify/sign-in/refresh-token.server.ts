import { z } from "zod";

/** Timeout of Shopify's token endpoint. */
export const signInTimeoutMs = 10_000;
/** Lifetime of an access token if the response doesn't say. */
export const usualLifetimeMs = 60 * 60 * 1000;
/** The same for a refresh token. */
const usualRefreshLifetimeMs = 90 * 24 * 60 * 60 * 1000;

/** The app's OAuth credentials. */
export interface AppCredentials {
  apiKey: string;
  apiSecret: string;
}

/** Tokens from a refresh. */
export interface FreshTokens {
  accessToken: string;
  refreshToken: string;
  scope: string | undefined;
  /** Milliseconds from now. */
  livesMs: number;
  refreshLivesMs: number;
}

export type RefreshResult =
  | { kind: "fresh"; tokens: FreshTokens }
  /** The grant is over: the app was uninstalled, or the token is too old. */
  | { kind: "ended"; detail: string }
  /** Rejected for another reason: the shop is closed, or our credentials are invalid. */
  | { kind: "refused"; detail: string }
  /** Unknown whether it was processed. Shopify allows the same refresh token to be retried. */
  | { kind: "unanswered"; detail: string };

const freshSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  scope: z.string().optional(),
  expires_in: z.number().positive().optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});

/** OAuth error codes that mean the grant is over. */
const endings = new Set(["invalid_grant", "invalid_subject_token", "app_not_installed"]);

/**
 * Refreshes the tokens. Shopify's library isn't used here: it waits five minutes for a response,
 * reports every rejection as no response, and drops a refresh token without a lifetime. Never
 * rejects.
 */
export async function refreshToken(
  { apiKey, apiSecret }: AppCredentials,
  shopDomain: string,
  token: string,
): Promise<RefreshResult> {
  try {
    // Resolved per request, so tests and the sandbox can replace the global fetch.
    const response = await globalThis.fetch(`https://${shopDomain}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        client_id: apiKey,
        client_secret: apiSecret,
        grant_type: "refresh_token",
        refresh_token: token,
      }),
      signal: AbortSignal.timeout(signInTimeoutMs),
    });
    return understood(response.status, await response.text(), token);
  } catch (error) {
    return { kind: "unanswered", detail: error instanceof Error ? error.message : String(error) };
  }
}

function understood(status: number, text: string, token: string): RefreshResult {
  const body = asJson(text);
  if (status === 200) {
    const fresh = freshSchema.safeParse(body);
    if (!fresh.success) return { kind: "unanswered", detail: "A response without a token" };
    const { data } = fresh;
    const tokens = {
      accessToken: data.access_token,
      refreshToken: data.refresh_token ?? token,
      scope: data.scope,
      livesMs: inMs(data.expires_in) ?? usualLifetimeMs,
      refreshLivesMs: inMs(data.refresh_token_expires_in) ?? usualRefreshLifetimeMs,
    };
    return { kind: "fresh", tokens };
  }
  const why = z.object({ error: z.string() }).safeParse(body).data?.error;
  const detail = why ? `HTTP ${status}: ${why}` : `HTTP ${status}`;
  if (why && endings.has(why)) return { kind: "ended", detail };
  const passing = status >= 500 || status === 408 || status === 429;
  return { kind: passing ? "unanswered" : "refused", detail };
}

const inMs = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
