/**
 * The import rules for dependency-cruiser. Layers from top to bottom: entrances, features in a row,
 * engines, core. Imports only go down, or to the left within the row of features.
 */
const row = [
  "audit",
  "shops",
  "discounts",
  "pools",
  "api-keys",
  "recipients",
  "codes",
  "publishing",
  "assignments",
  "guard",
  "campaigns",
  "redemptions",
  "statistics",
  "history",
  "alerts",
  "privacy",
  "guide",
];
const entrances = "^app/(routes|admin|api|webhooks|storefront|jobs|server)/";
const features = "^app/features/";
const engines = "^app/(database|files|platform|mail)/";
const screens = "^app/(ui|features/.+/screens|api/reference/screens)/";
const remix = "^@remix-run/|node_modules/@remix-run/";

const toTheLeftOnly = row.map((feature, place) => ({
  name: `${feature}-uses-only-what-is-left-of-it`,
  comment: "Screens may include parts of another feature's screens.",
  severity: "error",
  from: { path: `^app/features/${feature}/`, pathNot: screens },
  to: { path: `^app/features/(${row.slice(place + 1).join("|") || "-"})/` },
}));

const apart = ["api", "webhooks", "storefront", "jobs", "admin"].map((entrance, _, all) => ({
  name: `${entrance}-does-not-know-the-other-entrances`,
  severity: "error",
  from: { path: `^app/${entrance}/` },
  to: { path: `^app/(routes|${all.filter((other) => other !== entrance).join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circles-in-the-app",
      comment: "Including type-only imports: such files can't be understood separately.",
      severity: "error",
      from: { path: "^app/" },
      to: { circular: true },
    },
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "every-feature-has-its-place-in-the-row",
      severity: "error",
      from: {},
      to: { path: `^app/features/(?!(${row.join("|")})/)` },
    },
    {
      name: "core-imports-nothing",
      severity: "error",
      from: { path: "^app/core/" },
      to: { path: "^app/(?!core/)" },
    },
    {
      name: "engines-know-no-features-and-no-entrances",
      severity: "error",
      from: { path: engines },
      to: { path: `${features}|${entrances}|^app/ui/` },
    },
    {
      name: "features-know-no-entrances",
      comment: "No HTTP and no jobs in a feature.",
      severity: "error",
      from: { path: features },
      to: { path: entrances },
    },
    {
      name: "use-cases-know-no-screens",
      severity: "error",
      from: { path: features, pathNot: screens },
      to: { path: screens },
    },
    {
      name: "features-get-their-services",
      comment: "Services are passed as parameters. Only their types may be imported.",
      severity: "error",
      from: { path: features },
      to: { path: "^app/(services|env|shopify)\\.server", dependencyTypesNot: ["type-only"] },
    },
    ...toTheLeftOnly,
    {
      name: "pure-files-stay-pure",
      comment: "A file without .server may run in the browser.",
      severity: "error",
      from: { path: `${features}|^app/files/`, pathNot: "\\.server\\.ts$|\\.test\\.ts$" },
      to: {
        path: "\\.server\\.tsx?$|^node:|^(fs|path|crypto|net|http)$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "screens-reach-no-data",
      severity: "error",
      from: { path: screens },
      to: {
        path: "\\.server\\.tsx?$|^app/(database|routes|jobs)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "shared-pieces-of-screens-know-no-feature",
      severity: "error",
      from: { path: "^app/ui/" },
      to: { path: `${features}|${entrances}` },
    },
    {
      name: "the-web-framework-stays-at-the-entrance",
      severity: "error",
      from: {
        path: "^app/",
        pathNot:
          "^app/(routes|admin|server)/|^app/ui/browser\\.ts$|^app/(root|entry\\.(server|client))\\.tsx$",
      },
      to: { path: remix },
    },
    {
      name: "shopify-is-called-in-one-place",
      comment: "Only our client respects the rate limit and uses checked operations.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/platform/shopify/graphql/" },
      to: { path: "^graphql-request|node_modules/graphql-request/" },
    },
    ...apart,
    {
      name: "the-sandbox-is-independent-of-the-app",
      comment: "Its tests share the browser with ours.",
      severity: "error",
      from: { path: "^test/doubles/" },
      to: { path: "^(app|dev|scripts)/|^test/(?!doubles/|browser/harness/)" },
    },
    {
      name: "the-sandbox-is-entered-by-its-exports",
      comment: "They are in its package.json.",
      severity: "error",
      from: { pathNot: "^test/doubles/shopify/" },
      to: { path: "^test/doubles/shopify/", pathNot: "/(index|testing)\\.ts$" },
    },
    {
      name: "the-app-knows-no-tests",
      severity: "error",
      from: { path: "^app/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(test|dev)/" },
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
