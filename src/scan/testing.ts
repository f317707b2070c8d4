import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import * as assert from "uvu/assert";
import { runCommand, temporaryFolder } from "../cli/testing.js";
import Graph from "../commands/graph.js";
import type { UserError } from "../errors.js";
import type { GraphDocument } from "../report/graph/document.js";

/** For tests of `perf graph`. */

/** Answers of the user's own calls are none of the tests' business. */
process.env.XDG_CACHE_HOME = temporaryFolder();

/** A new folder with these files: path to text. */
export function projectOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Runs `perf graph`; the exit code that it would give is taken back. */
export async function graph(...argv: string[]): Promise<{ printed: string; error: UserError | null; code: number }> {
  process.exitCode = undefined;
  const { printed, error } = await runCommand(Graph, argv);
  const code = error !== null ? 2 : Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { printed, error, code };
}

/** The document that `--json` prints, as its schema says. */
export async function documentOf<Document = GraphDocument>(...argv: string[]): Promise<Document> {
  const { printed, error } = await graph(...argv, "--json");
  assert.is(error, null, error?.message);
  const document = JSON.parse(printed) as { kind: string };
  const schema = JSON.parse(readFileSync(`schemas/${document.kind}.schema.json`, "utf8"));
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  assert.ok(validate(document), JSON.stringify(validate.errors));
  return document as Document;
}

/** `importer imported when manner` of each import, as a person would write it. */
export function shown({ modules, imports }: GraphDocument): string[] {
  const name = (module: number): string => modules[module]?.name ?? "";
  return imports.map(({ importer, imported, line, when, manner, inEntry }) =>
    [`${name(importer)}:${line}`, name(imported), when, ...manner, ...(inEntry ? ["in entry"] : [])].join(" "),
  );
}

/** Names of the modules that are reached so. */
export function reachedNames({ modules }: GraphDocument, how: string): string[] {
  return modules.filter(({ reach }) => reach === how).map(({ name }) => name);
}
