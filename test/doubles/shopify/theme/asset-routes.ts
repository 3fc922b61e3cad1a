import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ThemeExtension } from "../extensions/extension";
import { notFound } from "../http/answers";
import type { Route } from "../http/route";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** The address of a file in a theme extension's `assets/`, which Shopify serves from its CDN. */
export const assetPath = ({ handle }: Pick<ThemeExtension, "handle">, file: string): string =>
  `/extension-assets/${handle}/${encodeURIComponent(file)}`;

export const assetRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/extension-assets/:extension/:file",
    handle: ({ sandbox, params }) => {
      const { extension: handle, file = "" } = params;
      const extension = sandbox.settings.extensions.find(
        (one) => one.type === "theme" && one.handle === handle,
      );
      const type = TYPES[path.extname(file)];
      if (!extension || !type || path.basename(file) !== file) return notFound();
      const absolute = path.join(extension.folder, "assets", file);
      if (!existsSync(absolute)) return notFound();
      return new Response(readFileSync(absolute), {
        headers: {
          "content-type": type,
          "cache-control": "no-store",
          "access-control-allow-origin": "*",
        },
      });
    },
  },
];
