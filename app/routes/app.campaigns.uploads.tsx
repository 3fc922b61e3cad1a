import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { type ActionFunctionArgs, data } from "@remix-run/node";
import { authenticate } from "../admin/admin.server";
import { smallId } from "../admin/ids";
import { draftCampaign } from "../features/campaigns/drafting/draft-campaign.server";
import { storeUpload } from "../files/store/store-upload.server";
import { type AnyFailure, failureText } from "../ui/forms/failure-text";

const poolId = smallId.catch(0);

/**
 * Uploads a list of recipients (request body) and creates a campaign from it. The query has the
 * file's name, the campaign's name and the pool. Responds with `{ok, campaignId}` or
 * `{ok: false, message, field}`.
 */
export async function action(args: ActionFunctionArgs) {
  const { services, shop, actor, request, url } = await authenticate(args);
  const length = request.headers.get("content-length");
  const stored = await storeUpload(services, shop, {
    fileName: url.searchParams.get("name") ?? "list",
    declaredBytes: length === null ? null : Number(length),
    body: request.body ? Readable.fromWeb(request.body as ReadableStream) : Readable.from([]),
  });
  const drafted = stored.ok
    ? await draftCampaign(services, shop, {
        name: url.searchParams.get("campaign") ?? "",
        poolId: poolId.parse(url.searchParams.get("pool")),
        uploadId: stored.value.uploadId,
        actor,
      })
    : stored;
  if (drafted.ok) return data({ ok: true as const, campaignId: drafted.value.campaignId });
  const failure: AnyFailure = drafted.failure;
  return data(
    { ok: false as const, message: failureText(failure), field: failure.field },
    { status: 422 },
  );
}
