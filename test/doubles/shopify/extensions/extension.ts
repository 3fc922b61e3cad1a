/** What every extension has, as its `shopify.extension.toml` says. */
interface ExtensionBase {
  /** Unique in the app. */
  readonly handle: string;
  /** The `name`. */
  readonly title: string;
  readonly description: string | null;
  /** The absolute path of the extension's folder. */
  readonly folder: string;
  /** The extension's table of the TOML file, with everything that the sandbox has no field for. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface FunctionTarget {
  /** Such as `cart.lines.discounts.generate.run`. */
  readonly target: string;
  /** The text of the query for the function's input. */
  readonly inputQuery: string | null;
  /** The name of the export that runs. The Wasm module has it. */
  readonly export: string;
}

export interface FunctionExtension extends ExtensionBase {
  readonly type: "function";
  /** The API of its targets, such as `discount`. */
  readonly apiType: string;
  /** Such as `2026-10`. */
  readonly apiVersion: string;
  readonly targets: readonly FunctionTarget[];
  /** The absolute path of the Wasm module. */
  readonly wasmFile: string;
  /** The metafield on the function's owner that has the variables of its input query. */
  readonly variables: { readonly namespace: string; readonly key: string } | null;
}

export interface UiExtension extends ExtensionBase {
  readonly type: "ui_extension";
  readonly apiVersion: string;
  readonly targets: readonly {
    readonly target: string;
    /** The absolute path of the target's source file. */
    readonly module: string;
  }[];
}

export interface ThemeExtension extends ExtensionBase {
  readonly type: "theme";
}

/** An extension of another type, such as `flow_action`: deployed, but nothing in the sandbox runs it. */
interface OtherExtension extends ExtensionBase {
  readonly type: "other";
}

export type Extension = FunctionExtension | UiExtension | ThemeExtension | OtherExtension;
