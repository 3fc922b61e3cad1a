import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { UiExtension } from "../extensions/extension";
import type { Placement } from "../placements/placement";
import type { CheckoutBlock } from "./checkout-blocks";
import type { FrameStart, Texts } from "./messages";

const LOCALE = "en";

/** What an extension's frame gets before it starts. */
export function frameStart(
  { extension, target, block }: CheckoutBlock,
  placement: Placement,
): FrameStart {
  const initial = block.fields.flatMap(({ id, initial }) =>
    initial === null ? [] : [[id, initial] as const],
  );
  return {
    handle: extension.handle,
    target,
    apiVersion: extension.apiVersion,
    scriptUrl: `/ui-extensions/${extension.handle}/${target}/script.js`,
    signals: {
      settings: { ...Object.fromEntries(initial), ...placement.settings },
      "extension.capabilities": capabilities(extension),
    },
    ...readTexts(extension.folder),
    locale: LOCALE,
  };
}

/** The capabilities that the extension's file asks for. */
export const capabilities = ({ config }: UiExtension): string[] =>
  Object.entries((config["capabilities"] ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value === true)
    .map(([name]) => name);

function readTexts(folder: string): Pick<FrameStart, "texts" | "defaultTexts"> {
  const parent = path.join(folder, "locales");
  const files = existsSync(parent) ? readdirSync(parent) : [];
  const read = (file: string | undefined): Texts =>
    file === undefined ? {} : JSON.parse(readFileSync(path.join(parent, file), "utf8"));
  return {
    texts: read(
      files.find((file) => file === `${LOCALE}.json` || file === `${LOCALE}.default.json`),
    ),
    defaultTexts: read(files.find((file) => file.endsWith(".default.json"))),
  };
}
