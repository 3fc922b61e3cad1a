import { timingSafeEqual } from "node:crypto";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { type SessionTokenClaims, signJwt } from "./mint-session-token";

/** The claims of a valid session token, or undefined. */
export function readSessionToken(sandbox: Sandbox, token: string): SessionTokenClaims | undefined {
  const [head, body, signature, ...rest] = token.split(".");
  if (!head || !body || !signature || rest.length > 0) return undefined;
  const { apiKey, apiSecret } = sandbox.settings.app;
  if (!equal(signature, signJwt(`${head}.${body}`, apiSecret))) return undefined;
  let claims: SessionTokenClaims;
  try {
    if (JSON.parse(Buffer.from(head, "base64url").toString()).alg !== "HS256") return undefined;
    claims = JSON.parse(Buffer.from(body, "base64url").toString());
  } catch {
    return undefined;
  }
  const seconds = now(sandbox) / 1000;
  const inTime = claims.nbf <= seconds && seconds < claims.exp;
  return claims.aud === apiKey && inTime ? claims : undefined;
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
