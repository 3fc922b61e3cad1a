import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { appProcess } from "../../dev/stack/build-app";

const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>;
};

it.each([
  { script: "start", name: "serve", file: "Dockerfile" },
  { script: "worker", name: "worker", file: "compose.yaml" },
] as const)(
  "npm run $script, $file and the tests start the same process",
  ({ script, name, file }) => {
    const command = ["node", ...appProcess(name)];
    expect(scripts[script]).toBe(command.join(" "));
    const quoted = command.map((part) => JSON.stringify(part)).join(", ");
    expect(readFileSync(file, "utf8")).toContain(`[${quoted}]`);
  },
);
