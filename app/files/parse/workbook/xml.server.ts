import type { Readable } from "node:stream";
import { SaxesParser } from "saxes";

export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * A streaming XML parser that calls the handler with local names, without namespace prefixes.
 * Throws on malformed XML.
 */
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

/** Parses a whole XML file. Throws if it isn't well-formed. */
export async function parseXml(xml: Readable, handler: XmlHandler): Promise<void> {
  const parser = xmlParser(handler);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const part of xml) parser.write(decoder.decode(part as Uint8Array, { stream: true }));
  parser.close();
}
