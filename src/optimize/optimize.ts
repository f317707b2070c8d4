import type { Warning } from "../graph/profile.js";
import { compileLater } from "../io/compile-later.js";
import { guardChange } from "../io/guard.js";
import type { EditedFile } from "../io/overlay-folder.js";
import type { AskPython } from "../io/python-batch.js";
import type { EditOption, Judged } from "../languages/rewriting.js";
import { acceptings } from "./accepting.js";
import { advice } from "./advice.js";
import { Choices } from "./choices.js";
import { compiledModules } from "./compiled-modules.js";
import { withSources } from "./edited-files.js";
import { entryProposals } from "./entries.js";
import { type PlanGround, planGround } from "./ground.js";
import { goneFromAll } from "./guarded.js";
import { insteadOf } from "./instead.js";
import { openProject } from "./languages.js";
import type { OptimizeOptions } from "./options.js";
import type { Plan, PlanCommand } from "./plan.js";
import { filesWith } from "./planned-edit.js";
import { type Prediction, predict } from "./predict.js";
import type { OptimizedProject } from "./project.js";
import { Costs, proposals } from "./proposals.js";
import { type RecordedCommand, recordCommands } from "./recordings.js";
import { refusals } from "./refusals.js";
import { Candidate, type Found } from "./search.js";
import { settle } from "./settle.js";
import { goneOf, ModuleNumbers, type RecordedStart } from "./starts.js";
import { eagerStatements, worthJudging } from "./statements.js";
import { weightedMean } from "./weighted-mean.js";
import { assertWritable, type WriteOptions as WriteRights, writeEdits } from "./write.js";

export interface Optimized {
  readonly plan: Plan;
  readonly ground: PlanGround;
  /** What the proposals make of the files that they change. */
  readonly files: readonly EditedFile[];
  /** Names of the modules that each command loads no more, in the order of the commands. */
  readonly gone: readonly ReadonlySet<string>[];
}

/** Plans, and where asked verifies and writes, the edits that make a project's commands start faster. */
export async function optimize(options: OptimizeOptions): Promise<Optimized> {
  // Before long work is done for what may not be written.
  if (options.write !== null) assertWritable([], writeRights(options));
  compileLater();
  const recorded = await recordCommands(options);
  return planRecorded(options, recorded);
}

/** Plans for commands that are recorded. @param ask asks the interpreter; by default one that is started for this plan */
export async function planRecorded(
  options: OptimizeOptions,
  recorded: readonly RecordedCommand[],
  ask?: AskPython,
): Promise<Optimized> {
  const starts = startsOf(recorded);
  const project = await openProject(options, starts, ask);
  try {
    return await planned(options, recorded, starts, project);
  } finally {
    await project.close();
  }
}

async function planned(
  options: OptimizeOptions,
  recorded: readonly RecordedCommand[],
  starts: readonly RecordedStart[],
  project: OptimizedProject,
): Promise<Optimized> {
  const numbers = new ModuleNumbers();
  for (const { graph } of starts) for (const name of graph.modules.name) numbers.of(name);
  const statements = worthJudging(
    starts,
    numbers,
    eagerStatements(starts, (file) => project.isOwn(file), project.movesFromFunctions),
  );
  const names = await project.names(statements, (name) => numbers.find(name) !== undefined);
  const judged = (await project.judge(names)).map((each) => inStyle(each, options.style));
  const candidates = candidatesOf(judged, project);
  const before = weightedMean(recorded, ({ wallUs }) => wallUs);
  const leastUs = options.minSavingUs ?? Math.max(LEAST_US, before * LEAST_SHARE);
  const choices = new Choices(starts, numbers, leastUs);
  return plan(options, { recorded, starts, numbers, choices, candidates, leastUs, project });
}

const NOT_PROBED: Warning = {
  code: "not-probed",
  message:
    "nothing was run beside the recording: what loads change inside objects was not compared, nor their values at another time",
};

/** No edit is worth a reader's time for less. */
const LEAST_US = 1000;
const LEAST_SHARE = 0.005;

interface Planned {
  readonly recorded: readonly RecordedCommand[];
  readonly starts: readonly RecordedStart[];
  readonly numbers: ModuleNumbers;
  readonly choices: Choices;
  readonly candidates: readonly Candidate[];
  readonly leastUs: number;
  readonly project: OptimizedProject;
}

async function plan(options: OptimizeOptions, planned: Planned): Promise<Optimized> {
  const { recorded, starts, numbers, candidates, leastUs, project } = planned;
  const { write } = options;
  const rights = writeRights(options);
  const settled = await settle(options, { ...planned, rights: write === null ? null : rights });
  const { found, edits, entered, verification } = settled;
  const costs = new Costs(found.starts);
  const chosen = edits.flatMap(({ indices }) => indices);
  const isChosen = new Set(chosen);
  for (const [index, candidate] of candidates.entries()) if (!isChosen.has(index)) candidate.stay();
  const files = filesWith(edits, project);
  const gone = goneOfEach(found, numbers, new Set(chosen));
  const model = recorded.map((each) => modelled(each, starts, found, gone, numbers));
  const isRun = options.run && files.length > 0 && recorded.every(({ command }) => command.words.length > 0);
  const prediction: Prediction = isRun
    ? await predict(options, recorded, model, files)
    : { commands: model, ground: "model", warnings: [] };
  const { commands } = prediction;
  const warnings: Warning[] = [...recorded.flatMap((each) => each.warnings), ...prediction.warnings];
  if (!options.run) warnings.push(NOT_PROBED);
  const graphs = recorded.map(({ graph }) => graph);
  warnings.push(...compiledModules(graphs, options.project));
  const mean = (value: (command: PlanCommand) => number): number =>
    Math.round(
      weightedMean(recorded, (_, at) => {
        const command = commands[at];
        return command === undefined ? 0 : value(command);
      }),
    );
  const beforeUs = mean(({ before }) => before.wallUs);
  const afterUs = mean(({ predicted }) => predicted.wallUs);
  const savedUs = Math.max(0, beforeUs - afterUs);
  const entries = edits.flatMap(({ id, entry }) => (entry === undefined ? [] : [{ id, entry }]));
  const enteredUs = entries.length === 0 ? 0 : Math.min(savedUs, Math.round(entered.savingUs));
  const moved = edits.filter(({ entry }) => entry === undefined);
  const proposed = [
    ...proposals(moved, found.choice, costs, savedUs - enteredUs),
    ...(project.entries === null ? [] : entryProposals(project.entries, entries, enteredUs)),
  ].sort((a, b) => b.savingUs - a.savingUs);
  const accepting = await acceptings({ ...planned, judge: project.setJudge, accept: options.accept }, found);
  const written =
    write === null || files.length === 0
      ? []
      : await writeAll(files, rights, write.guard ? [...project.guarded(goneFromAll(starts, gone))] : []);
  const document: Plan = {
    kind: "plan",
    version: 1,
    tool: options.tool,
    root: options.project,
    language: project.language,
    evidence: starts[0]?.graph.evidence ?? "tree",
    commands: [...commands],
    before: { us: beforeUs, modules: Math.round(weightedMean(recorded, ({ modules }) => modules)) },
    proposals: proposed,
    refusals: [...refusals(candidates, chosen, costs, accepting), ...entered.refusals].sort(
      (a, b) => b.savingUs - a.savingUs,
    ),
    accepting: [...accepting],
    advice: await advice({ starts, numbers, candidates, leastUs, judge: project.setJudge }, found.targets, chosen),
    instead: insteadOf({ recorded, beforeUs, leastUs, movedUs: savedUs - enteredUs, entry: entered.gain }),
    predicted: {
      us: afterUs,
      loUs: mean(({ predicted }) => predicted.loUs),
      hiUs: mean(({ predicted }) => predicted.hiUs),
      ground: prediction.ground,
    },
    patch: project.patch(files),
    verification,
    written: [...written],
    warnings,
  };
  const grounds = found.starts.flatMap((ground, at) => {
    const start = starts[at];
    return start === undefined ? [] : [{ recorded: start, ground }];
  });
  return {
    plan: document,
    ground: planGround(graphs, grounds, numbers, edits, proposed),
    files,
    gone: goneByCommand(recorded, starts, gone),
  };
}

function writeRights({ project, write, allowSitePackages }: OptimizeOptions): WriteRights {
  return { root: project, allowDirty: write?.allowDirty ?? false, allowSitePackages };
}

/** @param forbidden at startup from now on */
async function writeAll(
  files: readonly EditedFile[],
  rights: WriteRights,
  forbidden: readonly string[],
): Promise<readonly string[]> {
  const guard = forbidden.length === 0 ? null : await guardChange(rights.root, forbidden);
  const all = withSources(files);
  return writeEdits(guard === null ? all : [...all, guard], rights).files;
}

function goneOfEach(found: Found, numbers: ModuleNumbers, removed: ReadonlySet<number>): ReadonlySet<string>[] {
  return found.starts.map((start) => goneOf(start, numbers, removed));
}

/** @param gone by start */
function goneByCommand(
  recorded: readonly RecordedCommand[],
  starts: readonly RecordedStart[],
  gone: readonly ReadonlySet<string>[],
): ReadonlySet<string>[] {
  return recorded.map(
    ({ graph }) => new Set(starts.flatMap((start, at) => (start.graph === graph ? [...(gone[at] ?? [])] : []))),
  );
}

/** By the costs of what goes; the teardown and the collector are shared out by objects. */
function modelled(
  each: RecordedCommand,
  starts: readonly RecordedStart[],
  found: Found,
  goneOfStart: readonly ReadonlySet<string>[],
  numbers: ModuleNumbers,
): PlanCommand {
  let saved = 0;
  let gone = 0;
  starts.forEach((start, index) => {
    if (start.graph !== each.graph) return;
    const ground = found.starts[index];
    for (const name of goneOfStart[index] ?? []) {
      const node = numbers.find(name);
      if (node === undefined || ground === undefined) continue;
      saved += ground.cost[node] ?? 0;
      gone++;
    }
  });
  const wallUs = Math.round(Math.max(0, each.wallUs - saved));
  return {
    command: [...each.command.words],
    weight: each.command.weight,
    before: { wallUs: Math.round(each.wallUs), modules: each.modules },
    predicted: {
      wallUs,
      loUs: Math.round(Math.max(0, wallUs - saved * MODEL_ERROR)),
      hiUs: Math.round(wallUs + saved * MODEL_ERROR),
      modules: each.modules - gone,
    },
  };
}

/** How far the model was off for nine of ten sets, of what they saved. */
const MODEL_ERROR = 0.25;

/** Every process of a command that loaded anything is a start of its own; the weights of the commands are made to sum to 1. */
function startsOf(recorded: readonly RecordedCommand[]): RecordedStart[] {
  const weights = recorded.reduce((sum, { command }) => sum + command.weight, 0) || 1;
  return recorded.flatMap(({ graph, command, warnings }) => {
    const areLinesKnown =
      graph.recorded?.linesRun !== undefined && !warnings.some(({ code }) => code === "traces-itself");
    return graph.processes.map((_, process) => ({ graph, process, weight: command.weight / weights, areLinesKnown }));
  });
}

function inStyle(judged: Judged, style: EditOption["edit"] | null): Judged {
  const reason = style === null ? undefined : judged.otherwise?.get(style);
  if (reason !== undefined) return { ...judged, options: [], refusal: reason };
  if (judged.refusal !== null) return judged;
  const fits = judged.options.filter(({ edit }) => (style === null ? edit !== "lazy" : edit === style));
  if (fits.length > 0) return { ...judged, options: fits };
  const { file, line } = judged.name;
  const message = style === null ? "only a lazy import would serve" : `it can't be made ${style}`;
  return { ...judged, options: [], refusal: { code: "other-style", message, file, line } };
}

function candidatesOf(judged: readonly Judged[], project: OptimizedProject): Candidate[] {
  const placeOf = ({ name: { file, line, column } }: Judged): string => `${file}\n${line} ${column}`;
  const names = new Map<string, number>();
  for (const each of judged) names.set(placeOf(each), (names.get(placeOf(each)) ?? 0) + 1);
  return judged.map((each) => new Candidate(each, 1 / (names.get(placeOf(each)) ?? 1), project.isCalledByScript));
}
