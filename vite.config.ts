import { readFile } from "node:fs/promises";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

/**
 * Builds the processes and the pages together, so that a process loads each module once: a cache or a
 * semaphore that is shared by a process must not exist twice. The framework's plugin would build the
 * pages alone. Its input is replaced after its own hook, because it takes no other.
 */
const processes: Plugin = {
  name: "processes",
  config: {
    order: "post",
    handler: (config, { command, isSsrBuild }) => {
      if (command !== "build" || !isSsrBuild) return;
      config.build = {
        ...config.build,
        // Errors are logged with lines of the sources: see the scripts in package.json.
        sourcemap: true,
        rollupOptions: {
          ...config.build?.rollupOptions,
          input: {
            serve: "app/server/serve.ts",
            worker: "app/jobs/main.ts",
            "render-thread.server": "app/features/campaigns/rendering/render-thread.server.ts",
          },
          // Side by side: a process finds the file of its render thread beside its own.
          output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", format: "esm" },
        },
      };
    },
  },
};

/** Puts the guard's function beside the processes, which run it for "Try it". */
const functions: Plugin = {
  name: "functions",
  applyToEnvironment: ({ name }) => name === "ssr",
  async generateBundle() {
    this.emitFile({
      type: "asset",
      fileName: "code-guard.wasm",
      source: await readFile("extensions/code-guard/dist/function.wasm"),
    });
  },
};

export default defineConfig({
  plugins: [
    remix({
      ignoredRouteFiles: ["**/.*"],
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        // Off: a fetcher whose route is still being discovered turns the next navigation into a 404.
        // All routes together are one small file, which saves each page three requests besides.
        v3_lazyRouteDiscovery: false,
        v3_singleFetch: true,
      },
    }),
    processes,
    functions,
  ],
  build: { assetsInlineLimit: 0, target: "es2022" },
  optimizeDeps: { include: ["@shopify/polaris"] },
});
