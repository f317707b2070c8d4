import type { LogReading } from "../format.js";
import type { FieldChecks } from "../profile/json-fields.js";
import { FoundGraph } from "./found-graph.js";
import { type GraphFormat, graphFormat } from "./reader.js";
import { scriptPath } from "./script-path.js";

/**
 * Rollup's and Vite's modules as rollup-plugin-visualizer writes them with `template: "raw-data"`, version 2
 * (https://github.com/btd/rollup-plugin-visualizer/blob/master/shared/types.ts). Bytes are those in the bundle.
 */
const format: GraphFormat = {
  name: "rollup visualizer file",
  made: 'visualizer({ template: "raw-data", filename: "graph.json" }) among the plugins of rollup or vite',
  fits: ({ outermost, keys }) =>
    outermost === "{" &&
    (keys[1]?.has("nodeMetas") === true || (keys[1]?.has("tree") === true && keys[1].has("version"))),
  read,
};

export const rollup = graphFormat(format);

interface Meta {
  readonly id: string;
  readonly imported: readonly unknown[];
  readonly isEntry: boolean;
  readonly isExternal: boolean;
}

function read(document: unknown, checks: FieldChecks): LogReading {
  const { nodeMetas, nodeParts } = checks.fields(document, "the document");
  const metas = new Map(
    Object.entries(checks.fields(nodeMetas, "nodeMetas")).map(([uid, row]): [string, Meta] => {
      checks.enter("nodeMetas", uid);
      const { id, imported, isEntry, isExternal } = checks.fields(row, "");
      const rows = imported === undefined ? [] : checks.list(imported, "imported");
      return [
        uid,
        { id: checks.text(id, "id"), imported: rows, isEntry: isEntry === true, isExternal: isExternal === true },
      ];
    }),
  );
  const bytes = sizes(nodeParts, checks);
  const files = [...metas.values()].filter(({ isExternal }) => !isExternal).map(({ id }) => scriptPath(id));
  const graph = new FoundGraph({ language: "javascript", root: projectFolder(files) });
  const modules = new Map<string, number>();
  for (const [uid, { id, isEntry, isExternal }] of metas) {
    const file = isExternal || id.startsWith("\u0000") ? null : scriptPath(id);
    // What was shaken out has no part in the bundle and takes no room.
    modules.set(uid, graph.module(scriptPath(id), { file, isEntry, bytes: isExternal ? null : (bytes.get(uid) ?? 0) }));
  }
  for (const [uid, { imported }] of metas) {
    checks.enter("nodeMetas", uid);
    for (const [at, row] of imported.entries()) {
      const { uid: other, dynamic } = checks.fields(row, `imported[${at}]`);
      const there = modules.get(checks.text(other, `imported[${at}].uid`));
      if (there === undefined) checks.fail(`imported[${at}].uid`, "a key of nodeMetas", other);
      const late = dynamic === true ? { when: "deferred" as const, manner: ["dynamic" as const] } : {};
      graph.import(modules.get(uid) ?? 0, there, late);
    }
  }
  graph.sayWhenUnknown("rollup");
  return graph.finish();
}

function sizes(parts: unknown, checks: FieldChecks): Map<string, number> {
  const bytes = new Map<string, number>();
  checks.enter("");
  for (const [uid, row] of Object.entries(checks.fields(parts ?? {}, "nodeParts"))) {
    checks.enter("nodeParts", uid);
    const { metaUid, renderedLength } = checks.fields(row, "");
    const meta = checks.text(metaUid, "metaUid");
    bytes.set(meta, (bytes.get(meta) ?? 0) + checks.integer(renderedLength, 0, "renderedLength"));
  }
  checks.enter("");
  return bytes;
}

/** Ids are whole paths: the project is the folder whose node_modules are used, else what all its files have in common. */
function projectFolder(files: readonly string[]): string | null {
  const own = files.filter((file) => file.startsWith("/") && !file.includes("/node_modules/"));
  let common: string | null = null;
  for (const file of own) {
    const folder = file.slice(0, file.lastIndexOf("/"));
    common ??= folder;
    while (folder !== common && !folder.startsWith(`${common}/`)) common = common.slice(0, common.lastIndexOf("/"));
  }
  const used = files.find((file) => file.includes("/node_modules/"));
  const around = used?.slice(0, used.indexOf("/node_modules/"));
  if (around !== undefined && common !== null && `${common}/`.startsWith(`${around}/`)) return around;
  return common === "" ? null : common;
}
