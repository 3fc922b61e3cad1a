/**
 * How the app's processes become one plain JavaScript file each, in `outdir`. Started from the sources
 * instead, a process takes three times as long: the loader of TypeScript is asked for every file, also
 * of packages.
 */
export const processBuild = (outdir) => ({
  entryPoints: {
    serve: "app/server/serve.ts",
    worker: "app/jobs/main.ts",
    "render-thread.server": "app/features/campaigns/rendering/render-thread.server.ts",
  },
  outdir,
  bundle: true,
  // What the processes share, and what is only loaded now and then.
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  // Errors are logged with lines of the sources: see the scripts in package.json.
  sourcemap: true,
  logLevel: "warning",
});
