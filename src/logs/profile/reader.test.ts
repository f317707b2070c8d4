import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "../../errors.js";
import type { LogReading } from "../format.js";
import { profile } from "./reader.js";

const test = suite("logs/profile");

const SMALL = {
  kind: "profile",
  version: 1,
  tool: "importperf 0.1.0",
  root: null,
  language: "python",
  runtime: "CPython 3.12.1",
  command: ["python", "-m", "app"],
  evidence: "tree",
  importRuns: [{ us: 42, sets: [{ distribution: "PyYAML", origin: "dependency", us: 42 }] }],
  processes: [{ command: null, parent: null, runtime: null, thread: null }],
  modules: [
    { name: "app", origin: "application", distribution: null, distributionVersion: null, file: "app.py" },
    { name: "yaml", origin: "dependency", distribution: "PyYAML", distributionVersion: "6.0", file: null },
  ],
  loads: [
    { module: 0, process: 0, importer: null, selfUs: 10, cumulativeUs: 42 },
    { module: 1, process: 0, importer: 0, selfUs: 32, cumulativeUs: 32 },
  ],
  imports: [
    {
      importer: 0,
      imported: 1,
      process: 0,
      line: 3,
      column: 1,
      when: "eager",
      manner: ["guarded"],
      names: [],
      ran: true,
      loaded: true,
    },
  ],
  warnings: [{ code: "a-doubt", message: "m" }],
};

function read(input: string | Uint8Array): LogReading {
  const reader = profile.open("p.json");
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  for (let at = 0; at < bytes.length; at += 1000) reader.push(bytes.subarray(at, at + 1000));
  return reader.finish();
}

/** The error of a document that is `SMALL` with the fields at a path replaced. */
function refused(change: (document: typeof SMALL) => void): UserError {
  const document = structuredClone(SMALL);
  change(document);
  return failure(JSON.stringify(document));
}

function failure(input: string | Uint8Array): UserError {
  try {
    read(input);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("was read");
}

test("reads modules, loads, imports and the warnings of the profile", () => {
  const { graph, warnings, dialect, ignored } = read(JSON.stringify(SMALL));
  assert.equal(graph.modules.name, ["app", "yaml"]);
  assert.equal(graph.distributions, [{ name: "PyYAML", version: "6.0" }]);
  assert.equal([...graph.loads.cumulativeUs], [42, 32]);
  assert.equal([...graph.imports.line], [3]);
  assert.equal(warnings, SMALL.warnings);
  assert.equal(graph.recorded?.importRuns, SMALL.importRuns);
  assert.is(dialect, null);
  assert.is(ignored.lines, 0);
});

test("recognises a profile by its kind, in any order of keys, and nothing else", () => {
  const is = (text: string) => profile.recognises(new TextEncoder().encode(text));
  assert.ok(is(JSON.stringify(SMALL)));
  assert.ok(is(`\ufeff \n${JSON.stringify(SMALL, null, 2)}`));
  assert.ok(is(JSON.stringify({ ...SMALL, kind: undefined, zkind: 1 })), "sorted by a tool, kind out of sight");
  assert.not(is('{"kind": "graph", "modules": [{"kind": "profile"}]}'));
  assert.not(is('{"nodes": [], "type": "profile"}'));
  assert.not(is('[{"kind": "profile"}]'));
  assert.not(is("import time: self [us] | cumulative | imported package"));
  assert.not(is(""));
});

test("reads UTF-16, as PowerShell writes it", () => {
  const text = `\ufeff${JSON.stringify(SMALL)}`;
  const little = new Uint8Array(Buffer.from(text, "utf16le"));
  const big = new Uint8Array(Buffer.from(text, "utf16le").swap16());
  for (const bytes of [little, big]) {
    assert.ok(profile.recognises(bytes));
    assert.equal([...read(bytes).graph.loads.selfUs], [10, 32]);
  }
});

test("a cut or edited file says at which line it stops being JSON", () => {
  const text = JSON.stringify(SMALL, null, 1);
  const cut = failure(text.slice(0, text.indexOf('"loads"')));
  assert.is(cut.code, "invalid-json");
  assert.is(cut.line, text.slice(0, text.indexOf('"loads"')).split("\n").length);
  const edited = failure(text.replace('"language": "python"', '"language": python'));
  assert.is(edited.line, text.slice(0, text.indexOf('"language"')).split("\n").length);
});

test("names a version that it does not know", () => {
  const error = refused((document) => {
    document.version = 2;
  });
  assert.is(error.code, "unknown-version");
  assert.match(error.message, "version 2");
});

test("names the first field that is wrong, and its place", () => {
  const cases: [(document: typeof SMALL) => void, string][] = [
    [(d) => Object.assign(d.loads[1] ?? {}, { importer: 1 }), "loads[1].importer 1"],
    [(d) => Object.assign(d.loads[1] ?? {}, { module: 2 }), "loads[1].module 2"],
    [(d) => Object.assign(d.loads[1] ?? {}, { process: -1 }), "loads[1].process -1"],
    [(d) => Object.assign(d.loads[1] ?? {}, { selfUs: 1.5 }), "loads[1].selfUs 1.5"],
    [(d) => Object.assign(d.loads[1] ?? {}, { selfUs: "1" }), 'loads[1].selfUs "1"'],
    [(d) => Object.assign(d.loads[1] ?? {}, { selfUs: Number.MAX_SAFE_INTEGER }), "loads[1].selfUs"],
    [(d) => Object.assign(d.loads[0] ?? {}, { unfinished: true }), "loads[0].selfUs 10"],
    [(d) => Object.assign(d.loads[0] ?? {}, { phases: { readUs: 1 } }), "loads[0].phases.resolveUs missing"],
    [(d) => Object.assign(d.imports[0] ?? {}, { when: "later" }), 'imports[0].when "later"'],
    [(d) => Object.assign(d.imports[0] ?? {}, { line: 2 ** 40 }), "imports[0].line"],
    [(d) => Object.assign(d.imports[0] ?? {}, { manner: ["x"] }), 'imports[0].manner[0] "x"'],
    [(d) => Object.assign(d.modules[1] ?? {}, { origin: "__proto__" }), 'modules[1].origin "__proto__"'],
    [(d) => Object.assign(d.processes[0] ?? {}, { parent: 0 }), "processes[0].parent 0"],
    [(d) => Object.assign(d, { loads: {} }), "loads an object"],
    [(d) => Object.assign(d, { language: "perl" }), 'language "perl"'],
    [(d) => Object.assign(d, { anatomy: { bootUs: -1 } }), "anatomy.bootUs -1"],
    [
      (d) => Object.assign(d, { importRuns: [{ us: 1, sets: [{ us: 1 }] }] }),
      "importRuns[0].sets[0].distribution missing",
    ],
    [(d) => Object.assign(d.importRuns[0] ?? {}, { us: -1 }), "importRuns[0].us -1"],
    [(d) => Object.assign(d, { linesRun: { "a.py": [[3, 2]] } }), "linesRun.a.py[0][1] 2"],
  ];
  for (const [change, place] of cases) assert.match(refused(change).message, place);
});

test("an importer in another process is refused", () => {
  const error = refused((document) => {
    document.processes.push({ command: null, parent: null, runtime: null, thread: null });
    Object.assign(document.loads[1] ?? {}, { process: 1 });
  });
  assert.match(error.message, "loads[1].importer 0");
});

test("a profile without loads and imports is an error", () => {
  assert.is(refused((document) => Object.assign(document, { loads: [], imports: [] })).code, "empty-profile");
});

test("loads out of order are put in order, wrong sums summed again, with a warning each", () => {
  const document = structuredClone(SMALL);
  document.loads = [
    { module: 0, process: 0, importer: null, selfUs: 1, cumulativeUs: 4 },
    { module: 1, process: 0, importer: null, selfUs: 8, cumulativeUs: 8 },
    { module: 1, process: 0, importer: 0, selfUs: 2, cumulativeUs: 2 },
  ] as unknown as typeof SMALL.loads;
  const { graph, warnings } = read(JSON.stringify(document));
  assert.equal([...graph.loads.importer], [-1, 0, -1]);
  assert.equal([...graph.loads.selfUs], [1, 2, 8]);
  assert.equal([...graph.loads.cumulativeUs], [3, 2, 8]);
  assert.equal(
    warnings.map(({ code }) => code),
    ["a-doubt", "summed-again", "put-in-order"],
  );
});

test("two modules of one name count as one, with a warning", () => {
  const document = structuredClone(SMALL);
  Object.assign(document.modules[1] ?? {}, { name: "app" });
  const { graph, warnings } = read(JSON.stringify(document));
  assert.equal(graph.modules.name, ["app"]);
  assert.equal([...graph.loads.module], [0, 0]);
  assert.is(warnings.at(-1)?.code, "module-twice");
});

test("whatever is done to the text: it is read, or refused with a UserError", () => {
  const text = JSON.stringify(SMALL);
  const piece = fc.constantFrom(
    "-1",
    "null",
    "1e999",
    '"x"',
    "[]",
    "{}",
    "]",
    "}",
    ",",
    '"',
    "\\",
    "",
    "9007199254740993",
    "{".repeat(50),
  );
  const edit = fc.record({ at: fc.nat({ max: text.length }), length: fc.nat({ max: 40 }), piece });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const edited = edits.reduce(
        (all, { at, length, piece }) => all.slice(0, at) + piece + all.slice(at + length),
        text,
      );
      try {
        const { graph } = read(edited);
        assert.ok(graph.loads.count + graph.imports.count > 0);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    }),
    { numRuns: 3000 },
  );
});

test("depth alone breaks nothing", () => {
  assert.is(failure(`{"kind":"profile","version":${"[".repeat(200_000)}`).code, "invalid-json");
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  assert.match(failure(`{"kind":"profile","version":${deep}}`).message, "version a list");
});

test.run();
