import type { Readable } from "node:stream";
import { SaxesParser } from "saxes";

export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Makes a parser that is fed text and calls the handler with names without their namespace. */
export function xmlParser(handler: XmlHandler): SaxesParser {
  const parser = new SaxesParser();
  const local = (name: string) => name.slice(name.indexOf(":") + 1);
  parser.on("opentag", ({ name, attributes }) => handler.open?.(local(name), attributes));
  parser.on("closetag", ({ name }) => handler.close?.(local(name)));
  parser.on("text", (text) => handler.text?.(text));
  parser.on("error", (error) => {
    throw error;
  });
  return parser;
}

/** Reads a whole XML file. Throws where it is none. */
export async function parseXml(xml: Readable, handler: XmlHandler): Promise<void> {
  const parser = xmlParser(handler);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const part of xml) parser.write(decoder.decode(part as Uint8Array, { stream: true }));
  parser.close();
}
