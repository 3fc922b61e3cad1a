import type { Tool } from "./tool";
import { braze } from "./tools/braze";
import { customerIo } from "./tools/customer-io";
import { hubspot } from "./tools/hubspot";
import { iterable } from "./tools/iterable";
import { klaviyo } from "./tools/klaviyo";
import { mailchimp } from "./tools/mailchimp";
import { ometria } from "./tools/ometria";
import { omnisend } from "./tools/omnisend";
import { plainHttp } from "./tools/plain-http";
import { sendgrid } from "./tools/sendgrid";

/** All tools in the guide, in display order. */
export const tools: readonly Tool[] = [
  klaviyo,
  mailchimp,
  braze,
  iterable,
  customerIo,
  ometria,
  omnisend,
  sendgrid,
  hubspot,
  plainHttp,
];

/** The tool with this id, else the first. */
export function toolById(id: string | null): Tool {
  return tools.find((tool) => tool.id === id) ?? (tools[0] as Tool);
}
