import type { LogReading } from "../format.js";
import type { FieldChecks, Fields } from "../profile/json-fields.js";
import { FoundGraph } from "./found-graph.js";
import { type GraphFormat, graphFormat } from "./reader.js";
import { scriptPath } from "./script-path.js";
import { webpackReasons } from "./webpack-reasons.js";

const OWN = ["assetsByChunkName", "publicPath", "outputPath", "namedChunkGroups", "entrypoints", "builtAt"];

/** webpack's and Rspack's stats (https://webpack.js.org/api/stats/): a module says who imports it, its `reasons`. */
const format: GraphFormat = {
  name: "webpack stats file",
  made: "webpack --json=graph.json (the stats need modules and their reasons)",
  fits: ({ outermost, keys }) => {
    const has = (key: string) => keys[1]?.has(key) === true;
    return outermost === "{" && (OWN.filter(has).length >= 2 || ["errors", "warnings", "children"].every(has));
  },
  read,
};

export const webpack = graphFormat(format);

/** One module of the stats, those inside a concatenated one beside it. */
interface Row {
  readonly fields: Fields;
  readonly place: string;
  /** The concatenated modules that begin with this one: who imports them imports it. */
  readonly within: readonly { readonly fields: Fields; readonly place: string }[];
}

function read(document: unknown, checks: FieldChecks): LogReading {
  const graph = new FoundGraph({ language: "javascript" });
  const names = new Map<string, string>();
  const rows = compilations(document, checks).flatMap(({ modules, place }) => flattened(modules, place, names, checks));
  for (const { fields, place } of rows) {
    checks.enter("");
    const file = fileOf(fields, place, checks);
    const bytes = fields.size === undefined ? null : checks.integer(fields.size, 0, `${place}.size`);
    graph.module(file.name, { file: file.file, bytes: file.file === null ? null : bytes });
  }
  for (const row of rows) {
    const { name } = fileOf(row.fields, row.place, checks);
    const imported = graph.module(name);
    const reasons = [row, ...row.within].flatMap(({ fields, place }) => webpackReasons(fields.reasons, place, checks));
    for (const { importer, when, line } of reasons) {
      if (importer === null) graph.module(name, { isEntry: true });
      const from = graph.known(names.get(importer ?? "") ?? "");
      if (from === null || from === imported) continue;
      const manner = when === "deferred" ? { manner: ["dynamic" as const] } : {};
      graph.import(from, imported, { when, line, ...manner });
    }
  }
  const joined = rows.filter(({ within }) => within.length > 0).length;
  if (joined > 0) {
    const message = `webpack joined modules in ${joined} places and left imports of theirs out of its stats; optimization.concatenateModules: false keeps them`;
    graph.warnings.push({ code: "modules-joined", message });
  }
  graph.sayWhenUnknown("webpack");
  return graph.finish();
}

function compilations(document: unknown, checks: FieldChecks): { modules: readonly unknown[]; place: string }[] {
  const whole = checks.fields(document, "the document");
  const children = whole.children === undefined ? [] : checks.list(whole.children, "children");
  // Several configurations give one compilation each; plugins give small ones of their own beside `modules`.
  const all = whole.modules === undefined ? children.map((child, at) => ({ child, place: `children[${at}].` })) : [];
  if (all.length === 0) return [{ modules: checks.list(whole.modules, "modules"), place: "" }];
  return all.map(({ child, place }) => ({
    modules: checks.list(checks.fields(child, place.slice(0, -1)).modules, `${place}modules`),
    place,
  }));
}

/** @param names takes each identifier with its module's name; that of a concatenated module is its first one's */
function flattened(
  modules: readonly unknown[],
  before: string,
  names: Map<string, string>,
  checks: FieldChecks,
): Row[] {
  const rows: Row[] = [];
  const open: { value: unknown; place: string; within: Row["within"] }[] = [];
  const push = (list: readonly unknown[], place: string, within: Row["within"]) => {
    for (let at = list.length - 1; at >= 0; at--)
      open.push({ value: list[at], place: `${place}modules[${at}]`, within: at === 0 ? within : [] });
  };
  push(modules, before, []);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, place, within } = next;
    const fields = checks.fields(value, place);
    if (fields.moduleType === "runtime") continue;
    const inner = fields.modules === undefined ? [] : checks.list(fields.modules, `${place}.modules`);
    if (inner.length > 0) push(inner, `${place}.`, [...within, { fields, place }]);
    else rows.push({ fields, place, within });
  }
  for (const row of rows) {
    const { name } = fileOf(row.fields, row.place, checks);
    for (const each of [row, ...row.within]) {
      const identifier = checks.textOrNull(each.fields.identifier, `${each.place}.identifier`);
      if (identifier !== null) names.set(identifier, name);
    }
  }
  return rows;
}

const EXTERNAL = /^external (?:[\w-]+ )?"([^"]+)"$/;

/** A module's name is its file, behind the loaders that it goes through and without what is asked of them. */
function fileOf(fields: Fields, place: string, checks: FieldChecks): { name: string; file: string | null } {
  const name = checks.text(fields.name ?? fields.identifier, `${place}.name`);
  const external = EXTERNAL.exec(name)?.[1];
  if (external !== undefined) return { name: external, file: null };
  const file = scriptPath(name.slice(name.lastIndexOf("!") + 1));
  return { name: file, file };
}
