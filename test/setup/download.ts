import type { LoaderFunctionArgs } from "@remix-run/node";
import { signDownload } from "../../app/admin/download-link.server";
import type { ShopContext } from "../../app/core/ids";
import type { TestServices } from "./test-services";

type Loader = (args: LoaderFunctionArgs) => Promise<Response>;

/** Downloads a file from a download route. Returns its content and file name. */
export async function download(
  services: TestServices,
  shop: ShopContext,
  loader: Loader,
  { path, params }: { path: string; params: Record<string, string> },
): Promise<{ name: string; bytes: Buffer }> {
  const href = signDownload(services, shop, path);
  const request = new Request(new URL(href, "https://app.example"));
  const context = { services, drained: async () => undefined };
  const response = await loader({ request, params, context } as unknown as LoaderFunctionArgs);
  const saved = /filename\*=UTF-8''(.*)$/.exec(response.headers.get("Content-Disposition") ?? "");
  return {
    name: decodeURIComponent(saved?.[1] ?? ""),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
