import type { HookFolder } from "../../io/hook-folder.js";
import type { RecordedProcess } from "../../languages/recording.js";
import type { Program, ProgramRun, Runner } from "../../measure/runner.js";
import { hookableWords } from "../../record/hookable-words.js";
import { othersIn, recordingHooks } from "../../record/hooked.js";
import { LeftBehind } from "../../record/left-behind.js";
import { notRecorded } from "../../record/not-recorded.js";
import { RECORDINGS } from "../../record/recordings.js";

/** What the timer's hooks saw in one run. */
export interface SeenLoads {
  readonly processes: readonly RecordedProcess[];
  /** Self times by module, microseconds, of all processes. */
  readonly times: ReadonlyMap<string, number>;
}

/** Runs programs with the hooks that time their loads. */
export class ImportRunner implements Runner {
  private readonly seen = new WeakMap<ProgramRun, SeenLoads>();
  private readonly leftBehind = new LeftBehind();

  /** @param root the folder below which files are the project's own */
  constructor(
    private readonly runner: Runner,
    private readonly folder: HookFolder,
    private readonly root: string,
  ) {}

  get precision() {
    return this.runner.precision;
  }

  /** @throws UserError for a program that our hooks can't get into */
  async run(program: Program, isWarmUp: boolean): Promise<ProgramRun> {
    const { environment, words } = program;
    const hooks = recordingHooks(this.folder, "time", environment);
    const beganNs = Number(process.hrtime.bigint());
    const hookable = hookableWords(program, this.folder.path);
    const run = await this.runner.run(
      { ...program, words: hookable, environment: { ...environment, ...hooks } },
      isWarmUp,
    );
    const files = this.folder.take();
    const read = RECORDINGS.flatMap((support) => support.processes(files, this.root));
    const processes = this.leftBehind.without(read, beganNs);
    if (processes.length === 0 && run.ending === "itself") {
      throw notRecorded({ words, environment, others: othersIn(files), lastWords: run.lastWords, seen: [] });
    }
    this.seen.set(run, { processes, times: timesOf(processes) });
    return run;
  }

  /** @param run one that this runner gave */
  loadsOf(run: ProgramRun): SeenLoads {
    return this.seen.get(run) ?? { processes: [], times: new Map() };
  }
}

function timesOf(processes: readonly RecordedProcess[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { loads } of processes)
    for (const { module, selfNs } of loads) times.set(module, (times.get(module) ?? 0) + selfNs / 1000);
  return times;
}
