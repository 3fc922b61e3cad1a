import { runInNewContext } from "node:vm";

/** Behaves like axios 1: resolves status and data, and throws on an error status. */
const axios = {
  post: async (url: string, body: unknown, { headers }: { headers: Record<string, string> }) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const data: unknown = await response.json();
    if (!response.ok) throw new Error(`Request failed with status code ${response.status}`);
    return { status: response.status, data };
  },
};

interface HubSpotEvent {
  origin: { portalId: number; actionDefinitionId: number };
  object: { objectType: string; objectId: number };
  inputFields: Record<string, string>;
  callbackId: string;
}

/** Runs a custom code action like HubSpot and resolves the output fields of its callback. */
export async function runInHubSpot(
  code: string,
  event: HubSpotEvent,
  secrets: Record<string, string>,
): Promise<Record<string, string>> {
  const exported: { main?: (event: HubSpotEvent, callback: (answer: unknown) => void) => unknown } =
    {};
  runInNewContext(code, {
    exports: exported,
    process: { env: secrets },
    require: (name: string) => {
      if (name === "axios") return axios;
      throw new Error(`Cannot find module ${name}`);
    },
  });
  let result: { outputFields: Record<string, string> } | undefined;
  await exported.main?.(event, (answer) => {
    result = answer as typeof result;
  });
  if (!result) throw new Error("The action did not call back.");
  return result.outputFields;
}

export interface SentMail {
  headers: Record<string, string>;
  body: {
    template_id: string;
    personalizations: {
      to: { email: string }[];
      dynamic_template_data: { coupon: { code: string; url: string } };
    }[];
  };
}

/** Runs a Node script. Captures its requests to SendGrid and sends all others. */
export async function runScript(
  script: string,
  env: Record<string, string>,
): Promise<{ mails: SentMail[]; complaints: string[] }> {
  const mails: SentMail[] = [];
  const complaints: string[] = [];
  const sandbox = {
    process: { env },
    console: { error: (line: string) => complaints.push(line) },
    fetch: (url: string, request: { headers: Record<string, string>; body: string }) => {
      if (!url.startsWith("https://api.sendgrid.com/")) return fetch(url, request as RequestInit);
      mails.push({ headers: request.headers, body: JSON.parse(request.body) });
      return Promise.resolve(new Response(null, { status: 202 }));
    },
  };
  await runInNewContext(`(async () => {${script}\n})()`, sandbox);
  return { mails, complaints };
}
