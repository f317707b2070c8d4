import fc from "fast-check";
import { GraphBuilder } from "../graph/builder.js";
import {
  type ImportGraph,
  LOAD_FAILED,
  LOAD_NOT_RUN_LATER,
  LOAD_PLACED,
  LOAD_RAN_LATER,
  LOAD_UNFINISHED,
} from "../graph/graph.js";
import type { Recorded, RecordedLoad } from "../graph/recorded.js";
import { EVIDENCES, MANNERS, ORIGINS, WHENS } from "../graph/vocabulary.js";
import type { Analysis } from "./format.js";

/** Generated graphs and analyses for tests: several processes, hostile names, everything that a graph can hold. */

const us = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000_000 }));

const name = fc.oneof(
  fc.constantFrom("json", "json.decoder", "a;b", "=cmd()", "x\ny", "<img src=x>", "`|@team", "foo 12", "", "__proto__"),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);

const moduleRow = fc.record({
  name,
  origin: fc.constantFrom(...ORIGINS),
  distribution: fc.option(
    fc.tuple(fc.constantFrom("PyYAML", "@scope/x", "-n"), fc.option(fc.constantFrom("1.0", "2|3"))),
  ),
  file: fc.option(name),
});

/** `up` is how many of the open loads end before this one begins. */
const loadRow = fc.record({
  module: fc.nat(),
  isNewProcess: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  up: fc.nat({ max: 4 }),
  selfUs: us,
  flags: fc.constantFrom(
    0,
    0,
    0,
    LOAD_FAILED,
    LOAD_UNFINISHED,
    LOAD_RAN_LATER,
    LOAD_NOT_RUN_LATER,
    LOAD_PLACED,
    LOAD_FAILED | LOAD_RAN_LATER,
  ),
  recorded: fc.option(
    fc.record(
      {
        spreadUs: us,
        waitingUs: us,
        objects: fc.nat(),
        phases: fc.record({ resolveUs: us, readUs: us, compileUs: us, evaluateUs: us }),
        effects: fc.array(
          fc.record(
            {
              kind: fc.constant("environment"),
              what: name,
              of: fc.option(name),
              confined: fc.boolean(),
              shared: fc.constant(true as const),
              file: name,
              line: fc.integer({ min: 1, max: 99 }),
            },
            { requiredKeys: ["kind", "what", "of", "confined", "file", "line"] },
          ),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: ["spreadUs"] },
    ),
    { freq: 3 },
  ),
});

const importRow = fc.record({
  importer: fc.option(fc.nat()),
  imported: fc.nat(),
  process: fc.nat(),
  line: fc.option(fc.integer({ min: 1, max: 2000 })),
  column: fc.option(fc.integer({ min: 1, max: 200 })),
  when: fc.constantFrom(...WHENS),
  manner: fc.subarray([...MANNERS]),
  names: fc.array(name, { maxLength: 2 }),
  ran: fc.option(fc.boolean()),
  loaded: fc.boolean(),
});

const part = fc.option(us);

const anatomy = fc.record({
  bootUs: part,
  siteUs: part,
  importsUs: part,
  mainUs: part,
  waitingUs: part,
  teardownUs: part,
  otherUs: part,
  findUs: part,
  readUs: part,
  compileUs: part,
  executeUs: part,
  collectorUs: part,
  collections: part,
  pth: fc.array(fc.record({ file: name, us }), { maxLength: 2 }),
});

const lines = fc.dictionary(
  fc.constantFrom("a.py", "b/c.py"),
  fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant<[number, number]>([7, 40]))),
);

const recordedHead = fc.record(
  {
    anatomy,
    runs: fc.array(fc.record({ wallUs: us, cpuUs: us, exitCode: fc.integer({ min: -1, max: 255 }) }), { maxLength: 2 }),
    linesRun: lines,
    linesCalled: lines,
  },
  { requiredKeys: [] },
);

export const graphs: fc.Arbitrary<ImportGraph> = fc
  .record({
    head: fc.record({
      root: fc.option(name),
      language: fc.constantFrom("python" as const, "javascript" as const),
      runtime: fc.option(fc.constant("CPython 3.12.1")),
      command: fc.option(fc.array(name, { maxLength: 3 })),
      evidence: fc.constantFrom(...EVIDENCES),
    }),
    recorded: recordedHead,
    modules: fc.array(moduleRow, { minLength: 1, maxLength: 12 }),
    loads: fc.array(loadRow, { minLength: 1, maxLength: 40 }),
    imports: fc.array(importRow, { maxLength: 8 }),
  })
  .map(({ head, recorded, modules, loads, imports }) => {
    const more = new Map<number, RecordedLoad>();
    for (const [load, row] of loads.entries())
      if (row.recorded !== null) more.set(load, plain(row.recorded) as RecordedLoad);
    const known: Recorded = { ...(plain(recorded) as Recorded), ...(more.size === 0 ? {} : { loads: more }) };
    const builder = new GraphBuilder({ ...head, ...(Object.keys(known).length === 0 ? {} : { recorded: known }) });
    const indices = modules.map(({ distribution, ...row }) =>
      builder.addModule(row.name, {
        ...row,
        ...(distribution === null ? {} : { distribution: builder.addDistribution(...distribution) }),
      }),
    );
    const count = Math.max(...indices) + 1;
    let process = builder.addProcess({ command: ["python", "-m", "x;y"] });
    let open: number[] = [];
    for (const row of loads) {
      if (row.isNewProcess) {
        process = builder.addProcess({ parent: process, thread: "worker" });
        open = [];
      }
      open.length = Math.max(0, open.length - row.up);
      const isUnfinished = (row.flags & LOAD_UNFINISHED) !== 0;
      open.push(
        builder.addLoad(row.module % count, process, open.at(-1) ?? -1, isUnfinished ? 0 : row.selfUs, row.flags),
      );
    }
    for (const { names, ...row } of imports) {
      builder.addImport({
        ...row,
        importer: row.importer === null ? null : row.importer % count,
        imported: row.imported % count,
        process: row.process % (process + 1),
        ...(names.length === 0 ? {} : { names }),
      });
    }
    return builder.finish();
  });

/** fast-check makes records without a prototype, to find what trips over them; what is read from JSON has one. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

export const analyses: fc.Arbitrary<Analysis> = fc.record({
  tool: fc.constant("importperf 0.1.0"),
  inputs: fc.array(name, { minLength: 1, maxLength: 2 }),
  graph: graphs,
  runs: fc.integer({ min: 1, max: 9 }),
  dialect: fc.option(
    fc.record({
      header: fc.boolean(),
      cachedRows: fc.boolean(),
      lazyRows: fc.boolean(),
      encoding: fc.constant("utf-8" as const),
    }),
  ),
  ignored: fc.record({
    lines: fc.nat(),
    first: fc.array(fc.record({ line: fc.integer({ min: 1, max: 99 }), text: name }), { maxLength: 3 }),
  }),
  warnings: fc.array(fc.record({ code: fc.constant("a-doubt"), message: name }).map(plain), {
    maxLength: 3,
  }),
});

/** What a report prints of an analysis. */
export const OPTIONS = { top: 10, width: 80, colour: false };
