import type {
  Anatomy,
  Caches,
  ImportRun,
  LineRange,
  LoadPhases,
  MeasuringCost,
  ProfileEffect,
  ProfileRun,
} from "../../graph/profile.js";
import type { Recorded, RecordedLoad } from "../../graph/recorded.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import type { FieldChecks, Fields } from "./json-fields.js";

const ANATOMY = [
  "bootUs",
  "siteUs",
  "importsUs",
  "mainUs",
  "waitingUs",
  "teardownUs",
  "otherUs",
  "findUs",
  "readUs",
  "compileUs",
  "executeUs",
  "collectorUs",
  "collections",
] as const;

/** @returns null for a profile that was made from a log and knows nothing of this */
export function readRecorded(
  fields: Fields,
  loads: ReadonlyMap<number, RecordedLoad>,
  checks: FieldChecks,
): Recorded | null {
  const { anatomy, runs, caches, measuring, importRuns, linesRun, linesCalled } = fields;
  const recorded: Recorded = {
    ...(anatomy === undefined ? {} : { anatomy: readAnatomy(anatomy, checks) }),
    ...(runs === undefined ? {} : { runs: checks.list(runs, "runs").map((run, row) => readRun(run, row, checks)) }),
    ...(caches === undefined ? {} : { caches: readCaches(caches, checks) }),
    ...(measuring === undefined ? {} : { measuring: readMeasuring(measuring, checks) }),
    ...(importRuns === undefined ? {} : { importRuns: readImportRuns(importRuns, checks) }),
    ...(linesRun === undefined ? {} : { linesRun: readLinesRun(linesRun, "linesRun", checks) }),
    ...(linesCalled === undefined ? {} : { linesCalled: readLinesRun(linesCalled, "linesCalled", checks) }),
    ...(loads.size === 0 ? {} : { loads }),
  };
  return Object.keys(recorded).length === 0 ? null : recorded;
}

/** @returns null for a load of which nothing but its times is known */
export function readRecordedLoad(row: Fields, checks: FieldChecks): RecordedLoad | null {
  const { spreadUs, phases, waitingUs, objects, effects } = row;
  if ([spreadUs, phases, waitingUs, objects, effects].every((field) => field === undefined)) return null;
  return {
    ...(spreadUs === undefined ? {} : { spreadUs: checks.integer(spreadUs, 0, "spreadUs") }),
    ...(phases === undefined ? {} : { phases: readPhases(checks.fields(phases, "phases"), checks) }),
    ...(waitingUs === undefined ? {} : { waitingUs: checks.integer(waitingUs, 0, "waitingUs") }),
    ...(objects === undefined ? {} : { objects: checks.integer(objects, 0, "objects") }),
    ...(effects === undefined
      ? {}
      : { effects: checks.list(effects, "effects").map((effect, at) => readEffect(effect, `effects[${at}]`, checks)) }),
  };
}

function readAnatomy(value: unknown, checks: FieldChecks): Anatomy {
  checks.enter("");
  const fields = checks.fields(value, "anatomy");
  const read = (name: (typeof ANATOMY)[number]): number | null =>
    fields[name] === null || fields[name] === undefined ? null : checks.integer(fields[name], 0, `anatomy.${name}`);
  const parts = Object.fromEntries(ANATOMY.map((name) => [name, read(name)])) as Omit<Anatomy, "pth">;
  if (fields.pth === undefined) return parts;
  const pth = checks.list(fields.pth, "anatomy.pth").map((entry, at) => {
    const place = `anatomy.pth[${at}]`;
    const { file, us } = checks.fields(entry, place);
    return { file: checks.text(file, `${place}.file`), us: checks.integer(us, 0, `${place}.us`) };
  });
  return { ...parts, pth };
}

function readRun(value: unknown, row: number, checks: FieldChecks): ProfileRun {
  checks.enter("runs", row);
  const { wallUs, cpuUs, exitCode } = checks.fields(value, "");
  return {
    wallUs: checks.integer(wallUs, 0, "wallUs"),
    cpuUs: checks.integer(cpuUs, 0, "cpuUs"),
    exitCode: checks.integer(exitCode, Number.MIN_SAFE_INTEGER, "exitCode"),
  };
}

function readCaches(value: unknown, checks: FieldChecks): Caches {
  checks.enter("");
  const { state, compiled } = checks.fields(value, "caches");
  return {
    state: checks.word(state, ["warm", "cold", "mixed"], "caches.state"),
    compiled: compiled === null ? null : checks.integer(compiled, 0, "caches.compiled"),
  };
}

function readMeasuring(value: unknown, checks: FieldChecks): MeasuringCost {
  checks.enter("");
  const fields = checks.fields(value, "measuring");
  const read = (name: string): number => {
    const number = fields[name];
    if (typeof number !== "number" || !(number >= 0)) checks.fail(`measuring.${name}`, "a number from 0", number);
    return number;
  };
  const metric = checks.word(fields.metric, ["cpu", "wall"], "measuring.metric");
  return { metric, ratio: read("ratio"), lo: read("lo"), hi: read("hi"), scale: read("scale") };
}

function readImportRuns(value: unknown, checks: FieldChecks): ImportRun[] {
  checks.enter("");
  return checks.list(value, "importRuns").map((run, row) => {
    const place = `importRuns[${row}]`;
    const { us, sets } = checks.fields(run, place);
    return {
      us: checks.integer(us, 0, `${place}.us`),
      sets: checks.list(sets, `${place}.sets`).map((set, at) => readImportSet(set, `${place}.sets[${at}]`, checks)),
    };
  });
}

function readImportSet(value: unknown, place: string, checks: FieldChecks): ImportRun["sets"][number] {
  const { distribution, origin, us } = checks.fields(value, place);
  return {
    distribution: distribution === null ? null : checks.text(distribution, `${place}.distribution`),
    origin: checks.word(origin, ORIGINS, `${place}.origin`),
    us: checks.integer(us, 0, `${place}.us`),
  };
}

function readLinesRun(value: unknown, name: string, checks: FieldChecks): Record<string, LineRange[]> {
  checks.enter("");
  const files = Object.entries(checks.fields(value, name));
  const read = files.map(([file, lines]): [string, LineRange[]] => [
    file,
    checks.list(lines, `${name}.${file}`).map((line, at) => readLines(line, `${name}.${file}[${at}]`, checks)),
  ]);
  return Object.fromEntries(read);
}

function readLines(value: unknown, place: string, checks: FieldChecks): LineRange {
  if (!Array.isArray(value)) return checks.integer(value, 1, place);
  if (value.length !== 2) checks.fail(place, "a line or the first and the last of several", value);
  const first = checks.integer(value[0], 1, `${place}[0]`);
  return [first, checks.integer(value[1], first, `${place}[1]`)];
}

function readPhases(fields: Fields, checks: FieldChecks): LoadPhases {
  const read = (name: string) => checks.integer(fields[name], 0, `phases.${name}`);
  return {
    resolveUs: read("resolveUs"),
    readUs: read("readUs"),
    compileUs: read("compileUs"),
    evaluateUs: read("evaluateUs"),
  };
}

function readEffect(value: unknown, place: string, checks: FieldChecks): ProfileEffect {
  const { kind, what, of, confined, shared, file, line } = checks.fields(value, place);
  return {
    kind: checks.text(kind, `${place}.kind`),
    what: checks.text(what, `${place}.what`),
    // Profiles of earlier versions do not say it.
    of: of === null || of === undefined ? null : checks.text(of, `${place}.of`),
    confined: checks.flag(confined, `${place}.confined`),
    ...(shared !== undefined && checks.flag(shared, `${place}.shared`) ? { shared: true } : {}),
    file: checks.text(file, `${place}.file`),
    line: checks.integer(line, 1, `${place}.line`),
  };
}
