// The kinds of responses that the sandbox sends.
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });

export const page = (body: string, status = 200): Response =>
  new Response(body, {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });

export const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location } });

export const script = (code: string): Response =>
  new Response(code, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-store",
      // The app loads it from another origin, like the real one from Shopify's CDN.
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    },
  });

export const notFound = (what = "Not found"): Response => json({ errors: what }, 404);
