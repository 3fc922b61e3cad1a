import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { type ActionFunctionArgs, data } from "@remix-run/node";
import { authenticate, numberParam } from "../admin/admin.server";
import { draftImport } from "../features/codes/import/drafting/draft-import.server";
import { storeUpload } from "../files/store/store-upload.server";
import { failureText } from "../ui/forms/failure-text";

/**
 * Uploads a file (request body, name in the query) and creates a draft import from it. Responds
 * with `{ok, batchId}` or `{ok: false, message}`.
 */
export async function action(args: ActionFunctionArgs) {
  const { services, shop, actor, request, url, params } = await authenticate(args);
  const length = request.headers.get("content-length");
  const stored = await storeUpload(services, shop, {
    fileName: url.searchParams.get("name") ?? "codes",
    declaredBytes: length === null ? null : Number(length),
    body: request.body ? Readable.fromWeb(request.body as ReadableStream) : Readable.from([]),
  });
  const drafted = stored.ok
    ? await draftImport(services, shop, {
        poolId: numberParam(params, "poolId"),
        uploadId: stored.value.uploadId,
        actor,
      })
    : stored;
  if (drafted.ok) return data({ ok: true as const, batchId: drafted.value.batchId });
  return data({ ok: false as const, message: failureText(drafted.failure) }, { status: 422 });
}
