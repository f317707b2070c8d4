import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { medianOfRuns } from "../graph/runs.js";
import type { HookFolder } from "../io/hook-folder.js";
import type { CommandRun } from "../io/run-command.js";
import { startedFile } from "../io/started-file.js";
import type { LogReading } from "../logs/format.js";
import { classified } from "./classified.js";
import { endingWarnings, exitCodeOf } from "./endings.js";
import { measuringCost, runTimes } from "./measuring.js";
import type { Recording, RecordOptions } from "./options.js";
import { RECORDINGS } from "./recordings.js";
import { Runner } from "./runner.js";
import { profileRun } from "./runs.js";

/** How a command that keeps our hooks out is recorded: by its interpreter's own import log. */
export interface OwnLog {
  readonly words: readonly string[];
  /** The option that keeps hooks out. */
  readonly flag: string;
}

/** @returns null for a command whose words and file say nothing that keeps hooks out, or that has no log of its own */
export function ownLogOf({ words, environment }: RecordOptions): OwnLog | null {
  const { path, firstLine } = startedFile(words[0] ?? "", environment.PATH);
  for (const support of RECORDINGS) {
    const flag = support.whyNoHook(words, firstLine) ?? "";
    const logging = flag === "" ? null : (support.ownLog?.(words, path, firstLine) ?? null);
    if (logging !== null) return { words: logging, flag };
  }
  return null;
}

/** Untouched runs and runs with the log in turns; there is no traced run, so the tree alone is known. */
export async function recordOwnLog(options: RecordOptions, folder: HookFolder, log: OwnLog): Promise<Recording> {
  const total = 2 + 2 * options.runs;
  options.say(
    `${log.flag} keeps our hooks out: the command runs ${total} times, once as it is, then with its output put away, half of them with the interpreter's own import log`,
  );
  const runner = new Runner(options, folder, total);
  const first = await runner.untouchedFirst();
  const { importtime } = await import("../logs/importtime/reader.js");
  const logged = async (): Promise<{ run: CommandRun; reading: LogReading }> => {
    let reader = importtime.open(options.words.join(" "));
    const run = await runner.with(
      log.words,
      (chunk) => reader.push(chunk),
      () => {
        reader = importtime.open(options.words.join(" "));
      },
    );
    return { run, reading: reader.finish() };
  };
  const warm = await logged();
  const timed: Awaited<ReturnType<typeof logged>>[] = [];
  const untouched: CommandRun[] = [];
  for (let pair = 0; pair < options.runs && !options.stop.aborted; pair++) {
    const plain = await runner.untouched();
    if (!options.stop.aborted) untouched.push(plain);
    const one = options.stop.aborted ? null : await logged();
    if (one !== null && !options.stop.aborted) timed.push(one);
  }
  const [some, ...more] = timed.length > 0 ? timed : [warm];
  const readings: [ImportGraph, ...ImportGraph[]] = [
    (some ?? warm).reading.graph,
    ...more.map(({ reading }) => reading.graph),
  ];
  const { graph } = readings.length > 1 ? medianOfRuns(readings) : { graph: readings[0] };
  const cost = measuringCost(
    runTimes(
      timed.map(({ run }) => run),
      untouched,
      false,
    ),
  );
  const recorded = {
    ...graph.recorded,
    runs: untouched.map(profileRun),
    ...(cost === null ? {} : { measuring: cost }),
  };
  const interpreter = log.words.find((_, at) => log.words[at + 1] === "-X") ?? "";
  const named = await classified({ ...graph, command: options.words, root: options.root, recorded }, [
    { language: graph.language, executable: interpreter },
  ]);
  const { dialect, ignored, warnings } = (some ?? warm).reading;
  return {
    analysis: {
      tool: options.tool,
      inputs: [options.words.join(" ")],
      graph: named.graph,
      runs: readings.length,
      dialect,
      ignored,
      warnings: [
        keptOut(log),
        ...notCold(options, log),
        ...endingWarnings([first, ...untouched], options),
        ...warnings,
        ...named.warnings,
      ],
    },
    counted: [],
    exitCode: options.stop.aborted ? INTERRUPTED : exitCodeOf(first),
    lastWords: first.lastWords,
  };
}

const INTERRUPTED = 130;

function keptOut({ flag }: OwnLog): Warning {
  const message =
    `${flag} keeps our hooks out: this is from the interpreter's own import log. Not known: other importers, lines, ` +
    "where the rest of the start went; times hold the garbage collector and the log's own cost";
  return { code: "hooks-kept-out", message };
}

/** Without `-S` alone, the variables that would make a start cold are not read either. */
function notCold({ cold }: RecordOptions, { flag }: OwnLog): Warning[] {
  if (!cold || flag === "-S") return [];
  return [{ code: "not-cold", message: `--cold has no effect: ${flag} keeps its setting out as well` }];
}
