import { success } from "../../core/result";
import { chargeKey } from "../../features/api-keys/charge-key.server";
import { previewMessages } from "../../features/campaigns/messages/preview-messages.server";
import { renderMessages } from "../../features/campaigns/messages/render-messages.server";
import { openBudget, usedMilliseconds } from "../../features/campaigns/rendering/renderer.server";
import { endpoint } from "../api-route.server";
import { renderOperation } from "../operations/render-operation";
import { itemIdempotencyKeys } from "../requests/item-idempotency-keys.server";
import { messagesResponse } from "../responses/message-response.server";

/** Endpoints of messages. */
export const messageEndpoints = [
  endpoint(renderOperation, async (request) => {
    const { services, shop, actor, key, body } = request;
    const keys = await itemIdempotencyKeys(request, [renderOperation.id, body]);
    if (!keys.ok) return keys;
    const recipients = body.recipients.map(({ recipient, fields, request_key: own }, place) => ({
      recipient,
      fields,
      idempotencyKey: own ?? keys.value(place),
    }));
    const { template: texts, campaign } = body;
    const { pools } = key;
    const budget = openBudget();
    const rendered = body.preview
      ? await previewMessages(services, shop, { texts, recipients, pools, budget })
      : await renderMessages(services, shop, { texts, recipients, campaign, pools, actor, budget });
    const milliseconds = usedMilliseconds(budget);
    await chargeKey(services, shop, { keyId: key.id, milliseconds });
    if (!rendered.ok) return rendered;
    return success(await messagesResponse(services, shop, rendered.value));
  }),
];
