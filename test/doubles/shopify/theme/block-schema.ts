import { InvalidExtension } from "../extensions/toml-table";
import type { BlockField } from "../placements/app-block";

/** The `{% schema %}` of a block. */
export interface BlockSchema {
  readonly name: string;
  readonly target: "section" | "body" | "head" | "compliance_head";
  /** Files in `assets/`, each loaded once on a page that has the block. */
  readonly stylesheet: string | null;
  readonly javascript: string | null;
  /** Templates the block is limited to, such as `cart`; null for all. */
  readonly enabledOn: readonly string[] | null;
  readonly disabledOn: readonly string[];
  readonly fields: readonly BlockField[];
}

interface SchemaJson {
  name?: unknown;
  target?: unknown;
  stylesheet?: unknown;
  javascript?: unknown;
  enabled_on?: { templates?: string[] };
  disabled_on?: { templates?: string[] };
  settings?: SettingJson[];
}

interface SettingJson {
  type?: string;
  id?: string;
  label?: string;
  default?: string | number | boolean;
  options?: { value: string; label: string }[];
}

const TARGETS = ["section", "body", "head", "compliance_head"] as const;
const MAX_NAME = 25;

/** The field that a setting of this type gets in the editor. Types that only show text have none. */
const FIELD_TYPES: Readonly<Record<string, BlockField["type"] | null>> = {
  header: null,
  paragraph: null,
  checkbox: "boolean",
  number: "number",
  range: "number",
  select: "select",
  radio: "select",
};

/** Reads the schema in a block's Liquid. Throws InvalidExtension. */
export function readBlockSchema(file: string, liquid: string): BlockSchema {
  const wrong = (problem: string): InvalidExtension => new InvalidExtension(`${file}: ${problem}`);
  const text = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(liquid)?.[1];
  if (text === undefined) throw wrong("{% schema %} is missing");
  let json: SchemaJson;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong(`{% schema %} is not JSON: ${(error as Error).message}`);
  }
  const { name, enabled_on: enabledOn, disabled_on: disabledOn } = json;
  if (typeof name !== "string" || name === "") throw wrong("the schema's name is missing");
  if (name.length > MAX_NAME) throw wrong(`the schema's name has more than ${MAX_NAME} characters`);
  const target = TARGETS.find((one) => one === json.target);
  if (!target) throw wrong(`the schema's target must be one of ${TARGETS.join(", ")}`);
  if (enabledOn && disabledOn) throw wrong("the schema can't have both enabled_on and disabled_on");
  return {
    name,
    target,
    stylesheet: typeof json.stylesheet === "string" ? json.stylesheet : null,
    javascript: typeof json.javascript === "string" ? json.javascript : null,
    enabledOn: enabledOn?.templates ?? null,
    disabledOn: disabledOn?.templates ?? [],
    fields: (json.settings ?? []).flatMap((setting) => readField(setting, wrong)),
  };
}

function readField(
  setting: SettingJson,
  wrong: (problem: string) => InvalidExtension,
): BlockField[] {
  const { type = "", id, label = "", options = [] } = setting;
  const fieldType = FIELD_TYPES[type] === undefined ? "text" : FIELD_TYPES[type];
  if (!fieldType) return [];
  if (!id) throw wrong(`a setting of type "${type}" has no id`);
  const initial = setting.default ?? (fieldType === "boolean" ? false : null);
  return [{ id, label, type: fieldType, options, initial }];
}

/** Whether a block may be on pages of this template. */
export const fitsTemplate = ({ enabledOn, disabledOn }: BlockSchema, template: string): boolean =>
  (enabledOn === null || enabledOn.some((one) => one === "*" || one === template)) &&
  !disabledOn.some((one) => one === "*" || one === template);
