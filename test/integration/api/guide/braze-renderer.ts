import {
  type Context,
  type Emitter,
  Liquid,
  Tag,
  type TagToken,
  type TopLevelToken,
} from "liquidjs";

interface Recipient {
  email_address: string;
  braze_id: string;
  dispatch_id: string;
}

/**
 * Renders a template like Braze: Liquid with `${…}` for recipient data, and Connected Content that
 * sends real requests. `credentials` are the ones in Braze's settings, by name.
 * Source: https://www.braze.com/docs/user_guide/personalization_and_dynamic_content/connected_content/
 */
export async function renderInBraze(
  template: string,
  { email_address, braze_id, dispatch_id }: Recipient,
  credentials: Record<string, { user: string; password: string }>,
): Promise<string> {
  const engine = new Liquid({ strictVariables: true, strictFilters: true });
  engine.registerTag(
    "connected_content",
    class extends Tag {
      private readonly asked: string;

      constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid) {
        super(token, rest, liquid);
        this.asked = token.args;
      }

      *render(context: Context, _: Emitter): Generator<unknown, void, string> {
        const words = yield engine.parseAndRender(this.asked, context.getAll());
        const { save, request, url } = readConnectedContent(words, credentials);
        const response = (yield fetch(url, request)) as unknown as Response;
        if (!response.ok) throw new Error(`Braze sends nothing: ${response.status}`);
        context.bottom()[save] = yield response.json() as unknown as string;
      }
    },
  );
  return engine.parseAndRender(template.replace(/\$\{(\w+)\}/g, "$1"), {
    email_address,
    braze_id,
    campaign: { dispatch_id },
  });
}

function readConnectedContent(
  words: string,
  credentials: Record<string, { user: string; password: string }>,
) {
  const [url = "", ...options] = words.trim().split(/\s+(?=:[a-z_]+(?:\s|$))|\s+:/);
  const given = new Map(
    options.map((option) => {
      const [, name = "", value = ""] = /^:?([a-z_]+)\s*([\s\S]*)$/.exec(option.trim()) ?? [];
      return [name, value.trim()];
    }),
  );
  const known = ["method", "basic_auth", "content_type", "body", "save", "retry"];
  for (const name of given.keys()) {
    if (!known.includes(name)) throw new Error(`Connected Content has no :${name}`);
  }
  const credential = credentials[given.get("basic_auth") ?? ""];
  if (!credential) throw new Error("No such credential in the settings.");
  const basic = Buffer.from(`${credential.user}:${credential.password}`).toString("base64");
  return {
    url: url.trim(),
    save: given.get("save") ?? "connected",
    request: {
      method: given.get("method")?.toUpperCase() ?? "GET",
      headers: {
        Authorization: `Basic ${basic}`,
        "Content-Type": given.get("content_type") ?? "application/x-www-form-urlencoded",
      },
      body: given.get("body") ?? "",
    },
  };
}
