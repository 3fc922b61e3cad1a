import { readFile } from "node:fs/promises";
import { parseEnv } from "node:util";
import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { envSchema } from "../../app/env.server";

/** The variables in `.env.example`: all, and those that aren't commented out. */
async function example() {
  const lines = (await readFile(".env.example", "utf8")).split("\n");
  const named = lines.flatMap((line) => {
    const [, optional, name = "", value = ""] = /^(# )?([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? [];
    return name ? [{ name, value, optional: optional !== undefined }] : [];
  });
  // As Node reads the file, without the quotes around a value.
  const valuesOf = (list: typeof named) =>
    parseEnv(list.map(({ name, value }) => `${name}=${value}`).join("\n"));
  return {
    names: named.map(({ name }) => name),
    set: valuesOf(named.filter(({ optional }) => !optional)),
    all: valuesOf(named),
  };
}

it(".env.example lists exactly the variables that the app and compose.yaml read", async () => {
  const compose = await readFile("compose.yaml", "utf8");
  const ofCompose = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = ""]) => name);
  const read = new Set([...Object.keys(envSchema.shape), ...ofCompose]);
  expect((await example()).names.sort()).toEqual([...read].sort());
});

it(".env.example sets everything except keys and secrets", async () => {
  const { set, all } = await example();
  for (const values of [set, all]) {
    const { error } = envSchema.safeParse(values);
    expect(error?.issues.map(({ path }) => path.join(".")).sort()).toEqual([
      "ENCRYPTION_KEYS",
      "SHOPIFY_API_KEY",
      "SHOPIFY_API_SECRET",
    ]);
  }
});

it(".env.example has the scopes of shopify.app.toml", async () => {
  const { access_scopes } = parse(await readFile("shopify.app.toml", "utf8")) as {
    access_scopes: { scopes: string };
  };
  expect((await example()).set["SCOPES"]).toBe(access_scopes.scopes);
});
