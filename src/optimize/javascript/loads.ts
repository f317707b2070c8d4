import type { KnownFiles, Learning } from "../../io/known-files.js";
import { probeRun } from "../../io/probe-run.js";
import { givenAnew, judgeLoads } from "../../languages/javascript/judge/load/judge-loads.js";
import type { LoadReason } from "../../languages/javascript/judge/load/load-reason.js";
import { type LoadJudgement, loadReasons, toProbe } from "../../languages/javascript/judge/load/load-reasons.js";
import { StartedWork } from "../../languages/javascript/judge/load/started-work.js";
import { StartingWalk } from "../../languages/javascript/judge/load/starting-walk.js";
import { type ProgramFiles, ProgramLoads } from "../../languages/javascript/judge/load/surroundings.js";
import type { ProbedLoad } from "../../languages/javascript/probe/read-probe.js";
import type { Resolver } from "../../languages/javascript/resolve/resolver.js";
import type { OptimizeOptions } from "../options.js";
import type { RecordedStart } from "../starts.js";
import type { LoadedFiles } from "./loaded-files.js";
import type { SourceTexts } from "./source-texts.js";

export interface LoadSources {
  readonly loaded: LoadedFiles;
  readonly resolver: Resolver;
  /** The project's own files, absolute. */
  readonly sources: readonly string[];
  readonly texts: SourceTexts;
  /** What is known of files beside their texts. */
  readonly known?: KnownFiles;
  /** Whether a file is the project's own, by its path relative to the root. */
  isOwn(file: string): boolean;
}

/** Seconds for looking at state in one probing run, and until it is ended. */
const LOOKING = 60;
const SECONDS = 180;

/** What loading files does: as their texts say, and where these leave doubts as probing runs show. */
export class Loads {
  private readonly files: ProgramFiles;
  private readonly program: ProgramLoads;
  private readonly known: KnownFiles | null;
  private started: StartedWork | null = null;
  private readonly probes = new Map<RecordedStart, Probe>();

  constructor(
    private readonly options: OptimizeOptions,
    { loaded, resolver, sources, texts, known, isOwn }: LoadSources,
  ) {
    this.known = known ?? null;
    this.files = {
      files: [...new Set([...loaded.modules.keys(), ...sources])].filter((file) =>
        /\.[cm]?[jt]sx?$|\/[^./]+$/.test(file),
      ),
      read: (file) => texts.of(file),
      mayBeEdited: (file) => isOwn(loaded.shown(file)),
      resolve: (file, specifier, how) => {
        const resolution = how === "import" ? resolver.import(specifier, file) : resolver.require(specifier, file);
        return resolution.kind === "file" ? resolution.path : null;
      },
    };
    this.program = new ProgramLoads(this.files, undefined, this.known);
  }

  /** Begins to learn what the texts of all files say, in threads. */
  async beginToLearn(): Promise<Learning | null> {
    return this.known?.begin(this.files.files) ?? null;
  }

  /** Keeps what was learnt for the next plan. */
  keep(): void {
    this.known?.keep(this.program.news());
  }

  /**
   * Why files may not load later, by file. Where all that speaks for a reason is a doubt that a probing run can still end, it is none
   * so far.
   *
   * @param gone files that load later or never
   * @param never those of them that this start loads no more: what only they can see is nobody's
   */
  judge(
    gone: ReadonlySet<string>,
    never: ReadonlySet<string>,
    start: RecordedStart,
    accept: ReadonlySet<string>,
  ): LoadJudgement {
    const probe = this.probes.get(start);
    const judged = loadReasons(
      sourcesOf(gone),
      this.program.with(never),
      probe?.found ?? null,
      this.program.hidden,
      accept,
    );
    if (!this.canProbe(start) || probe !== undefined) return judged;
    const reasons = new Map<string, readonly LoadReason[]>();
    for (const [file, all] of judged.reasons) reasons.set(file, all.every(({ isDoubt }) => isDoubt) ? [] : all);
    return { ...judged, reasons };
  }

  /** Looks at what the loads of files leave behind, where their texts don't tell. @returns whether anything new is known */
  async probe(gone: ReadonlySet<string>, never: ReadonlySet<string>, start: RecordedStart): Promise<boolean> {
    const key = [...gone, "", ...never].sort().join("\n");
    if (!this.canProbe(start) || this.probes.get(start)?.key === key) return false;
    const watched = toProbe(judgeLoads(sourcesOf(gone), this.program.with(never)).reasons);
    if (watched.length === 0) {
      const isNew = !this.probes.has(start);
      this.probes.set(start, { key, found: [] });
      return isNew;
    }
    const { packageRoot, environment, folder, say } = this.options;
    const words = this.wordsOf(start);
    say(`runs ${words.join(" ")} to see what ${watched.length} of its modules leave behind`);
    const found = await probeRun(packageRoot, {
      words,
      environment,
      cwd: folder,
      watched,
      going: [...never],
      seconds: LOOKING,
      timeoutS: SECONDS,
    });
    this.probes.set(start, { key, found: found ?? [] });
    return true;
  }

  /** Whether a file that stays asks for one, whenever it does. */
  isAskedFor(file: string, gone: ReadonlySet<string>): boolean {
    return this.importers(file).some((importer) => !gone.has(importer));
  }

  /** Files that ask for one, whenever they do. */
  importers(file: string): readonly string[] {
    return this.program.with(new Set()).importers(file);
  }

  /**
   * Who may give what a file reads of a module another value later, for people; null where nobody is known to.
   *
   * @param path names of properties, one of the other: "a.b"
   */
  givenAnew(file: string, specifier: string, path: string): string | null {
    return givenAnew(file, { specifier, path }, this.program.with(new Set()));
  }

  /**
   * The first thing that may go on once a program's module and all that it asks for ran; null where all is over.
   *
   * @param texts of files that are cut where that is asked
   */
  leftRunning(entry: string, texts: ReadonlyMap<string, CutText>): LoadReason | null {
    this.started ??= this.startedWork(new Map());
    const cut = this.startedWork(texts);
    const files = new Set([entry, ...texts.keys()]);
    for (const file of files) {
      const work = texts.has(file) ? cut : this.started;
      const found = work.ofLoad(file);
      if (found !== null) return found;
      for (const each of work.asked(file)) files.add(each);
    }
    return null;
  }

  private startedWork(texts: ReadonlyMap<string, CutText>): StartedWork {
    const read = (file: string): string | null => texts.get(file)?.text ?? this.files.read(file);
    const walk = (text: string, file: string): StartingWalk => new StartingWalk(text, file, texts.get(file)?.awaited);
    const program = new ProgramLoads({ ...this.files, read }, walk);
    return new StartedWork(program.with(new Set()), read);
  }

  private canProbe(start: RecordedStart): boolean {
    return this.options.run && this.wordsOf(start).length > 0;
  }

  private wordsOf({ graph }: RecordedStart): readonly string[] {
    return graph.command ?? [];
  }
}

/** A file without what does not run before a place of it. */
export interface CutText {
  readonly text: string;
  /** Where its functions begin that are awaited on the way to that place. */
  readonly awaited: ReadonlySet<number>;
}

interface Probe {
  /** The files that would have gone. */
  readonly key: string;
  readonly found: readonly ProbedLoad[];
}

/** Data has no code that runs. */
function sourcesOf(gone: ReadonlySet<string>): string[] {
  return [...gone].filter((file) => !file.endsWith(".json"));
}
