/** The pages, as the framework's plugin for Vite builds them. */
declare module "virtual:remix/server-build" {
  const build: import("@remix-run/node").ServerBuild;
  export = build;
}
