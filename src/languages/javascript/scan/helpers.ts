/** Functions that compilers put around a `require`: TypeScript, Babel, SWC, esbuild and Rollup. */
const HELPERS = new Set([
  "__importStar",
  "__importDefault",
  "__exportStar",
  "__export",
  "__toESM",
  "__toCommonJS",
  "__reExport",
  "_interopRequireDefault",
  "_interopRequireWildcard",
  "_interop_require_default",
  "_interop_require_wildcard",
  "_interopDefault",
  "_interopDefaultLegacy",
  "_interopDefaultCompat",
  "_interopNamespace",
  "_interopNamespaceDefault",
  "_interopNamespaceCompat",
  "_export_star",
]);

export const isHelper = (name: string): boolean => name.startsWith("_") && HELPERS.has(name);

/** Whether a helper exports all that it is given. */
export const exportsAll = (name: string): boolean =>
  name === "__exportStar" || name === "__export" || name === "__reExport" || name === "_export_star";
