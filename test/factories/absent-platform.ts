import type { Platform } from "../../app/platform/platform";

/** A shop system that answers nothing: addresses can be made, every question is an error. */
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
      (() => Promise.reject(new Error(`No shop system is here to ask for ${String(name)}.`))),
  });
}
