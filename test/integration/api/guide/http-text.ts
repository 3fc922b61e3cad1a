/** A request as written in a snippet. */
export interface WrittenRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Parses `POST https://…`, header lines, an empty line and the body. */
export function readHttpText(text: string): WrittenRequest {
  const [head = "", ...rest] = text.split("\n\n");
  const [first = "", ...lines] = head.split("\n");
  const [method = "", url = ""] = first.split(" ");
  const headers = lines.map((line) => {
    const [, name = "", value = ""] = /^([\w-]+): (.*)$/.exec(line) ?? [];
    return [name, value];
  });
  return { method, url, headers: Object.fromEntries(headers), body: rest.join("\n\n") };
}

/** Parses a curl command like a shell: quotes, line continuations and variables. */
export function readCurl(text: string, variables: Record<string, string>): WrittenRequest {
  const [command, ...words] = shellWords(text, variables);
  if (command !== "curl") throw new Error(`Not a curl command: ${text}`);
  const request: WrittenRequest = { method: "GET", url: "", headers: {}, body: "" };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "-X") request.method = words[++at] ?? "";
    else if (word === "-d") request.body = words[++at] ?? "";
    else if (word === "-H") {
      const [, name = "", value = ""] = /^([\w-]+): (.*)$/.exec(words[++at] ?? "") ?? [];
      request.headers[name] = value;
    } else if (word.startsWith("-") || request.url) throw new Error(`Unexpected argument ${word}`);
    else request.url = word;
  }
  return request;
}

function shellWords(text: string, variables: Record<string, string>): string[] {
  const pieces = text.replaceAll("\\\n", " ").matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g);
  return [...pieces].map(([, single, double, bare]) => {
    if (single !== undefined) return single;
    return (double ?? bare ?? "").replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? "");
  });
}
