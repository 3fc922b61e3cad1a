import { openApiDocument } from "../api/reference/openapi";
import type { ProgramAnswer } from "../server/program-answer.server";
import type { ProgramArgs } from "../server/serve-programs.server";

/** By origin, as text: making it takes longer than handing out a code, and anybody may ask for it. */
const documents = new Map<string, string>();

/** The API's description, for people and for programs that make clients. */
export function loader({ context }: ProgramArgs): ProgramAnswer {
  const origin = context.services.env.SHOPIFY_APP_URL;
  const document = documents.get(origin) ?? JSON.stringify(openApiDocument(origin));
  documents.set(origin, document);
  return {
    status: 200,
    headers: { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" },
    body: document,
  };
}
