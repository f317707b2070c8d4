// Writes schemas/: a JSON Schema for each kind of document, made from its type. With --check nothing is
// written; the exit code is 1 when a file is not what the types say.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

const DOCUMENTS = [
  { kind: "analysis", type: "AnalysisDocument", file: "src/report/analysis.ts" },
  { kind: "bench", type: "BenchDocument", file: "src/bench/document.ts" },
  { kind: "bundles", type: "BundlesDocument", file: "src/bundle/document.ts" },
  { kind: "check", type: "CheckDocument", file: "src/report/graph/answers.ts" },
  { kind: "cycles", type: "CyclesDocument", file: "src/report/graph/answers.ts" },
  { kind: "diff", type: "DiffDocument", file: "src/report/diff/document.ts" },
  { kind: "error", type: "ErrorDocument", file: "src/report/analysis.ts" },
  { kind: "graph", type: "GraphDocument", file: "src/report/graph/document.ts" },
  { kind: "imports", type: "ImportTimesDocument", file: "src/bench/imports/document.ts" },
  { kind: "plan", type: "Plan", file: "src/optimize/plan.ts" },
  { kind: "profile", type: "Profile", file: "src/graph/profile.ts" },
  { kind: "verdict", type: "Verdict", file: "src/gate/verdict.ts" },
  { kind: "verdicts", type: "Verdicts", file: "src/gate/verdict.ts" },
  { kind: "why", type: "WhyDocument", file: "src/report/graph/answers.ts" },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const isCheck = process.argv.includes("--check");

function schemaOf({ kind, type, file }) {
  const schema = createGenerator({
    path: join(root, file),
    tsconfig: join(root, "tsconfig.json"),
    type,
    topRef: false,
    additionalProperties: false,
    skipTypeCheck: true,
  }).createSchema(type);
  return `${JSON.stringify({ $schema: schema.$schema, title: `importperf ${kind}, version 1`, ...schema }, null, 2)}\n`;
}

await mkdir(join(root, "schemas"), { recursive: true });
for (const document of DOCUMENTS) {
  const name = `schemas/${document.kind}.schema.json`;
  const text = schemaOf(document);
  const present = await readFile(join(root, name), "utf8").catch(() => "");
  if (text === present) continue;
  if (isCheck) {
    console.error(`${name} is not what ${document.file} says: run npm run schemas and commit it`);
    process.exitCode = 1;
  } else {
    await writeFile(join(root, name), text);
    console.log(`wrote ${name}`);
  }
}
