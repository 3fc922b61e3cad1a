import type { Platform } from "../../app/platform/platform";

/** A platform that can only build URLs. Every call fails. */
export function absentPlatform(domain: string): Platform {
  const known: Partial<Platform> = {
    name: "Testshop",
    adminUrl: (path) => `https://admin.example/${domain}${path}`,
    recordUrl: ({ kind, id }) => `https://admin.example/${domain}/${kind}/${id}`,
    codeUrl: (code) => `https://${domain}/discount/${encodeURIComponent(code)}`,
    codesPerAddition: 250,
  };
  return new Proxy(known as Platform, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (() => Promise.reject(new Error(`This test has no platform to call ${String(name)}.`))),
  });
}
