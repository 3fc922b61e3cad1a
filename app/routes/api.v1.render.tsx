import { previewMessages } from "../campaigns/preview-messages.server";
import { renderMessages } from "../campaigns/render-messages.server";
import { openBudget, usedMilliseconds } from "../campaigns/rendering/renderer.server";
import { success } from "../core/result";
import { apiRoute, endpoint } from "../http/api/api-route.server";
import { messagesAnswer } from "../http/api/message-answer.server";
import { partKeys } from "../http/api/part-keys.server";
import { renderOperation } from "../http/api/render-operation";
import { chargeKey } from "../keys/charge-key.server";

const route = apiRoute(
  endpoint(renderOperation, async (request) => {
    const { services, shop, actor, key, body } = request;
    const keys = await partKeys(request, [renderOperation.id, body]);
    if (!keys.ok) return keys;
    const recipients = body.recipients.map(({ recipient, fields, request_key: own }, place) => ({
      recipient,
      fields,
      requestKey: own ?? keys.value(place),
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
    return success(await messagesAnswer(services, shop, rendered.value));
  }),
);

export const loader = route.loader;
export const action = route.action;
