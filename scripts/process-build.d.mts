import type { BuildOptions } from "esbuild";

export function processBuild(outdir: string): BuildOptions;
