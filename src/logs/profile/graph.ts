import { UserError } from "../../errors.js";
import { GraphBuilder } from "../../graph/builder.js";
import type { ImportGraph } from "../../graph/graph.js";
import type { Warning } from "../../graph/profile.js";
import { EVIDENCES, ORIGINS } from "../../graph/vocabulary.js";
import { addImports } from "./imports.js";
import { FieldChecks, type Fields } from "./json-fields.js";
import { addLoads, type LoadRows, readLoads } from "./loads.js";
import { readRecorded } from "./recorded.js";

const VERSION = 1;

/**
 * The graph of a parsed profile. What the tree implies and what can be computed is not taken on trust:
 * cumulative times are summed again, loads are put in order where they are not.
 *
 * @throws UserError that names the first field that is not as the schema says
 */
export function profileGraph(document: unknown, file: string): { graph: ImportGraph; warnings: Warning[] } {
  const checks = new FieldChecks(file, "profile");
  const fields = checks.fields(document, "the document");
  if (fields.kind !== "profile") checks.fail("kind", '"profile"', fields.kind);
  checkVersion(fields.version, checks, file);
  const modules = checks.list(fields.modules, "modules");
  const processes = checks.list(fields.processes, "processes");
  const warnings = readWarnings(fields, checks);
  const loads = readLoads(fields, modules.length, processes.length, checks, warnings);
  const builder = new GraphBuilder(readHead(fields, loads, checks));
  for (const [row, process] of processes.entries()) addProcess(builder, process, row, processes.length, checks);
  const indices = modules.map((module, row) => addModule(builder, module, row, checks));
  if (new Set(indices).size < indices.length) {
    const twice = indices.length - new Set(indices).size;
    warnings.push({
      code: "module-twice",
      message: `${twice} modules of the profile have the name of another one and count as that one`,
    });
  }
  addLoads(builder, loads, indices);
  addImports(builder, fields, loads, indices, processes.length, checks);
  return { graph: builder.finish(), warnings };
}

function checkVersion(version: unknown, checks: FieldChecks, file: string): void {
  if (version === VERSION) return;
  const found = checks.integer(version, 1, "version");
  const hint = "Read it with the importperf that wrote it or a newer one (npm install importperf@latest).";
  throw new UserError("unknown-version", `profile version ${found} is not known here, only ${VERSION}`, hint, { file });
}

function readHead(fields: Fields, loads: LoadRows, checks: FieldChecks) {
  checks.enter("");
  const { command, language } = fields;
  const recorded = readRecorded(fields, loads.recorded, checks);
  checks.enter("");
  return {
    root: checks.textOrNull(fields.root, "root"),
    language: checks.word(language, ["python", "javascript"] as const, "language"),
    runtime: checks.textOrNull(fields.runtime, "runtime"),
    command: command === null || command === undefined ? null : checks.texts(command, "command"),
    evidence: checks.word(fields.evidence, EVIDENCES, "evidence"),
    ...(fields.unit === undefined ? {} : { unit: checks.word(fields.unit, ["bytes", "modules"] as const, "unit") }),
    ...(recorded === null ? {} : { recorded }),
  };
}

function readWarnings(fields: Fields, checks: FieldChecks): Warning[] {
  if (fields.warnings === undefined) return [];
  return checks.list(fields.warnings, "warnings").map((entry, row) => {
    checks.enter("warnings", row);
    const { code, message, file, line } = checks.fields(entry, "");
    return {
      code: checks.text(code, "code"),
      message: checks.text(message, "message"),
      ...(file === undefined ? {} : { file: checks.text(file, "file") }),
      ...(line === undefined ? {} : { line: checks.integer(line, 1, "line") }),
    };
  });
}

function addProcess(builder: GraphBuilder, row: unknown, at: number, count: number, checks: FieldChecks): void {
  checks.enter("processes", at);
  const { command, parent, runtime, thread } = checks.fields(row, "");
  const above = parent === null || parent === undefined ? null : checks.index(parent, count, "parent");
  if (above === at) checks.fail("parent", "another process", above);
  builder.addProcess({
    command: command === null || command === undefined ? null : checks.texts(command, "command"),
    parent: above,
    runtime: checks.textOrNull(runtime, "runtime"),
    thread: checks.textOrNull(thread, "thread"),
  });
}

function addModule(builder: GraphBuilder, row: unknown, at: number, checks: FieldChecks): number {
  checks.enter("modules", at);
  const { name, origin, distribution, distributionVersion, file } = checks.fields(row, "");
  const project = checks.textOrNull(distribution, "distribution");
  const version = checks.textOrNull(distributionVersion, "distributionVersion");
  return builder.addModule(checks.text(name, "name"), {
    origin: checks.word(origin, ORIGINS, "origin"),
    ...(project === null ? {} : { distribution: builder.addDistribution(project, version) }),
    file: checks.textOrNull(file, "file"),
  });
}
