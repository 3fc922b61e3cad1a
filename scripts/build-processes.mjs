import { build } from "esbuild";
import { processBuild } from "./process-build.mjs";

// Not in build/, which the build of the pages clears.
await build(processBuild("dist"));
