import { createHmac, randomUUID } from "node:crypto";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";

// A session token is valid for one minute, so a stolen one soon becomes useless.
const SESSION_TOKEN_SECONDS = 60;

export interface SessionTokenClaims {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
}

export const base64url = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString("base64url");

/** The session token from App Bridge, which identifies shop and user. */
export function mintSessionToken(sandbox: Sandbox, shop: Shop): string {
  const issuedAt = Math.floor(now(sandbox) / 1000);
  const claims: SessionTokenClaims = {
    iss: `https://${shop.domain}/admin`,
    dest: `https://${shop.domain}`,
    aud: sandbox.settings.app.apiKey,
    sub: shop.owner.id,
    exp: issuedAt + SESSION_TOKEN_SECONDS,
    nbf: issuedAt,
    iat: issuedAt,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const signed = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}`;
  return `${signed}.${signJwt(signed, sandbox.settings.app.apiSecret)}`;
}

export const signJwt = (signed: string, secret: string): string =>
  createHmac("sha256", secret).update(signed).digest("base64url");
