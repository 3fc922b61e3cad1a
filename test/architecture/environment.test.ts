import { readFile } from "node:fs/promises";
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
  const valuesOf = (list: typeof named) =>
    Object.fromEntries(list.map(({ name, value }) => [name, value]));
  return {
    names: named.map(({ name }) => name),
    set: valuesOf(named.filter(({ optional }) => !optional)),
    all: valuesOf(named),
  };
}

it(".env.example lists exactly the variables that the app reads", async () => {
  expect((await example()).names.sort()).toEqual(Object.keys(envSchema.shape).sort());
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
