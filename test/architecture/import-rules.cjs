/**
 * The import rules, as dependency-cruiser checks them. One picture: doors on top, features in a row,
 * engines below, core at the bottom. Imports only go down, and in the row only to the left.
 */
const row = [
  "audit",
  "shops",
  "keys",
  "discounts",
  "pools",
  "recipients",
  "codes",
  "supply",
  "assignments",
  "campaigns",
  "redemptions",
  "statistics",
  "explanations",
  "alerts",
  "privacy",
];
const features = `^app/(${row.join("|")})/`;
const engines = "^app/(database|platform|mail)/";
const remix = "^@remix-run/|node_modules/@remix-run/";

const toTheLeftOnly = row.map((feature, place) => ({
  name: `${feature}-uses-only-what-is-left-of-it`,
  severity: "error",
  from: { path: `^app/${feature}/` },
  to: { path: `^app/(${row.slice(place + 1).join("|") || "-"})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "core-knows-nobody",
      severity: "error",
      from: { path: "^app/core/" },
      to: { path: "^app/(?!core/)" },
    },
    {
      name: "engines-know-no-features-and-no-doors",
      severity: "error",
      from: { path: engines },
      to: { path: `${features}|^app/(http|routes|worker|ui)/` },
    },
    {
      name: "features-know-no-doors",
      comment: "No HTTP, no jobs, no screens in a feature.",
      severity: "error",
      from: { path: features },
      to: { path: "^app/(http|routes|worker|ui)/" },
    },
    {
      name: "features-get-their-services",
      comment: "Services are handed in; only their type may be named.",
      severity: "error",
      from: { path: features },
      to: { path: "^app/(services|env|shopify)\\.server", dependencyTypesNot: ["type-only"] },
    },
    ...toTheLeftOnly,
    {
      name: "pure-files-stay-pure",
      comment: "A file without .server may run in the browser.",
      severity: "error",
      from: { path: features, pathNot: "\\.server\\.ts$|\\.test\\.ts$" },
      to: {
        path: "\\.server\\.tsx?$|^node:|^(fs|path|crypto|net|http)$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "screens-reach-no-data",
      severity: "error",
      from: { path: "^app/ui/" },
      to: {
        path: "\\.server\\.tsx?$|^app/(database|routes|worker)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "the-web-framework-stays-at-the-door",
      severity: "error",
      from: {
        path: "^app/",
        pathNot: "^app/(routes|http)/|^app/(root|entry\\.(server|client))\\.tsx$",
      },
      to: { path: remix },
    },
    {
      name: "shopify-is-asked-in-one-place",
      comment: "A request past the client would know nothing of the rate limit, nor be checked.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/platform/shopify/graphql/" },
      to: { path: "^graphql-request|node_modules/graphql-request/" },
    },
    {
      name: "doors-do-not-know-each-other",
      severity: "error",
      from: { path: "^app/worker/" },
      to: { path: "^app/(http|routes|ui)/" },
    },
    {
      name: "the-sandbox-is-an-independent-witness",
      severity: "error",
      from: { path: "^test/sandbox/" },
      to: { path: "^app/" },
    },
    {
      name: "the-app-knows-no-tests",
      severity: "error",
      from: { path: "^app/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^test/" },
    },
    {
      name: "everything-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:|\\?url$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
