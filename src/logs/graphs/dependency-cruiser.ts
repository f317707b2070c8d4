import type { When } from "../../graph/vocabulary.js";
import type { LogReading } from "../format.js";
import type { FieldChecks, Fields } from "../profile/json-fields.js";
import { FoundGraph } from "./found-graph.js";
import { type GraphFormat, graphFormat } from "./reader.js";
import { scriptPath } from "./script-path.js";

/**
 * `depcruise --output-type json`
 * (https://github.com/sverweij/dependency-cruiser/blob/main/src/schema/cruise-result.schema.json).
 */
const format: GraphFormat = {
  name: "dependency-cruiser result",
  made: "depcruise --output-type json ENTRY > graph.json",
  fits: ({ outermost, keys }) =>
    outermost === "{" && keys[1]?.has("modules") === true && keys[3]?.has("source") === true && hasResults(keys[3]),
  read,
};

export const dependencyCruiser = graphFormat(format);

function hasResults(keys: ReadonlySet<string>): boolean {
  return keys.has("dependencies") || keys.has("valid");
}

const TYPES = new Set(["type-only", "type-import", "pre-compilation-only", "triple-slash-type-reference"]);

function read(document: unknown, checks: FieldChecks): LogReading {
  const list = checks.list(checks.fields(document, "the document").modules, "modules");
  const graph = new FoundGraph({ language: "javascript" });
  let lost = 0;
  for (const [at, row] of list.entries()) {
    checks.enter("modules", at);
    const { source, coreModule, couldNotResolve, experimentalStats } = checks.fields(row, "");
    if (couldNotResolve === true) continue;
    const size =
      experimentalStats === undefined ? undefined : checks.fields(experimentalStats, "experimentalStats").size;
    addFile(
      graph,
      checks.text(source, "source"),
      coreModule === true,
      size === undefined ? null : checks.integer(size, 0, "experimentalStats.size"),
    );
  }
  for (const [at, row] of list.entries()) {
    checks.enter("modules", at);
    const { source, dependencies, coreModule, couldNotResolve } = checks.fields(row, "");
    if (couldNotResolve === true) continue;
    const importer = addFile(graph, checks.text(source, "source"), coreModule === true, null);
    for (const [nth, imported] of checks.list(dependencies ?? [], "dependencies").entries()) {
      const place = `dependencies[${nth}]`;
      const found = checks.fields(imported, place);
      if (found.couldNotResolve === true) lost++;
      else {
        const file = checks.text(found.resolved, `${place}.resolved`);
        const when = whenOf(found, place, checks);
        const manner = found.dynamic === true ? { manner: ["dynamic" as const] } : {};
        graph.import(importer, addFile(graph, file, found.coreModule === true, null), { when, ...manner });
      }
    }
  }
  const message = `imports that dependency-cruiser could not resolve are left out: ${lost}`;
  if (lost > 0) graph.warnings.push({ code: "unresolved", message });
  graph.sayWhenUnknown("dependency-cruiser");
  return graph.finish();
}

function whenOf(found: Fields, place: string, checks: FieldChecks): When {
  const types =
    found.dependencyTypes === undefined ? [] : checks.texts(found.dependencyTypes, `${place}.dependencyTypes`);
  if (types.some((type) => TYPES.has(type))) return "type-only";
  return found.dynamic === true ? "deferred" : "eager";
}

function addFile(graph: FoundGraph, path: string, isCore: boolean, bytes: number | null): number {
  if (isCore) return graph.module(path.startsWith("node:") ? path : `node:${path}`);
  return graph.module(scriptPath(path), { file: scriptPath(path), bytes });
}
