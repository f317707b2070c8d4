import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { analyses, OPTIONS } from "./arbitrary-graph.js";
import type { ReportFormat } from "./format.js";
import { json } from "./json.js";
import { profile } from "./profile.js";
import { speedscope } from "./speedscope.js";

const test = suite("report/schemas");

function validated(format: ReportFormat, file: string): void {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync(file, "utf8")));
  fc.assert(
    fc.property(analyses, (analysis) => {
      const text = [...format.render(analysis, OPTIONS)].join("");
      assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors));
    }),
  );
}

test("an analysis is as its schema says", () => validated(json, "schemas/analysis.schema.json"));

test("a profile is as its schema says", () => validated(profile, "schemas/profile.schema.json"));

test("a speedscope file is as speedscope's own schema says", () =>
  validated(speedscope, "fixtures/schemas/speedscope/file-format-schema.json"));

test("a schema refuses a field that its type does not have", () => {
  const schema = JSON.parse(readFileSync("schemas/error.schema.json", "utf8"));
  const validate = new Ajv().compile(schema);
  const error = {
    kind: "error",
    version: 1,
    tool: "t",
    code: "no-rows",
    message: "m",
    hint: "h",
    line: 3,
    warnings: [],
  };
  assert.ok(validate(error), JSON.stringify(validate.errors));
  assert.not(validate({ ...error, stack: "at x" }));
  assert.not(validate({ ...error, line: 0 }));
});

test.run();
