import { join } from "node:path";
import { StartReach } from "../../graph/removable.js";
import { staticTree } from "../../graph/static-tree.js";
import { ListedFolders } from "../../io/listed-folders.js";
import { askPythonPath } from "../../io/python.js";
import type { AskPython } from "../../io/python-batch.js";
import { sourceBytes } from "../../io/source-bytes.js";
import { SourceFiles } from "../../io/source-files.js";
import type { ForkServer } from "../../io/testing/fork-server.js";
import { NotRewritten } from "../../languages/not-rewritten.js";
import type { LoadedModule } from "../../languages/python/judge/load/load-facts.js";
import { surroundingsOf } from "../../languages/python/judge/load/surroundings.js";
import { ModuleFinder } from "../../languages/python/resolve/finder.js";
import type { PythonSearchPath } from "../../languages/python/resolve/search-path.js";
import { rewrite } from "../../languages/python/rewrite/rewrite.js";
import { assemble } from "../../languages/python/static/assemble.js";
import { Origins } from "../../languages/python/static/origins.js";
import type { ChosenEdit, Reason } from "../../languages/rewriting.js";
import { PythonSources } from "../../scan/python/sources.js";
import { blamed } from "../blamed.js";
import { PythonJudge } from "../python/judge.js";
import { loadedModules } from "../python/loaded-modules.js";
import { NO_RUNS } from "../python/no-runs.js";
import { PythonSetJudge } from "../python/set-judge.js";
import { isStandardOrigin } from "../python/standard.js";
import { StaticLoads } from "../python/static-loads.js";
import { submodulesRead } from "../python/submodules-read.js";
import { Candidate } from "../search.js";
import { ModuleNumbers, type RecordedStart, removableStart } from "../starts.js";
import { eagerStatements } from "../statements.js";

/** Plans for a program, its arguments none. */
export interface Ground {
  /** Whether only some of what may go can be asked for. */
  readonly canChoose: boolean;
  close?(): void;
  rewritten(root: string, isWanted: (name: NameAt) => boolean): Promise<Rewritten>;
}

export interface NameAt {
  readonly file: string;
  readonly line: number;
  readonly bound: string;
  /** Why it stays; null for what may go. */
  readonly refused: string | null;
}

export interface Rewritten {
  /** The changed ones. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly chosen: readonly NameAt[];
  readonly all: readonly NameAt[];
}

const SCRIPTS = ["facts.py", "lookers.py", "load_facts.py", "taken_facts.py", "changes.py"].map((name) =>
  join("dist", "python", name),
);

/** Plans without a recording: what loads is read off the sources, and so is what loading does. */
export class StaticGround implements Ground {
  readonly canChoose = true;

  private constructor(
    private readonly path: PythonSearchPath,
    private readonly server: ForkServer,
  ) {}

  static async of(exe: string, server: ForkServer): Promise<StaticGround> {
    await server.ready(SCRIPTS);
    return new StaticGround(await askPythonPath(exe), server);
  }

  /** What is left of a program's names once all that may not go is refused; `isWanted` chooses among those. */
  async rewritten(root: string, isWanted: (name: NameAt) => boolean): Promise<Rewritten> {
    const { start, judge, setJudge } = this.read(root);
    const numbers = new ModuleNumbers();
    for (const name of start.graph.modules.name) numbers.of(name);
    const statements = eagerStatements([start], (file) => !file.startsWith("/"));
    const names = await judge.names(statements, (name) => numbers.find(name) !== undefined);
    const all = (await judge.judge(names)).map((judged) => {
      const options = judged.options.filter(({ edit }) => edit !== "lazy");
      const { file, line } = judged.name;
      const none = judged.refusal ?? { code: "other-style", message: "only a lazy import would serve", file, line };
      return new Candidate({ ...judged, options, refusal: options.length > 0 ? null : none }, 1);
    });
    const wanted = new Set(all.filter((each) => isWanted(nameAt(each))));
    for (;;) {
      const chosen = all.filter((each) => each.refusal === null && wanted.has(each));
      const removed = new Set(chosen.map((each) => all.indexOf(each)));
      const ground = removableStart(start, numbers, all, () => 1);
      const left = new StartReach(ground).without(removed);
      const never = numbers.names.filter((_, node) => left[node] === 0 && (ground.cost[node] ?? 0) > 0);
      const gone = new Set([...never, ...setJudge.late(chosen, all, start)]);
      let isChanged = false;
      for (const [module, reasons] of await setJudge.loads(gone, start)) {
        for (const each of blamed(module, start, chosen, (some) => setJudge.late(some, all, start)))
          for (const reason of reasons) each.refuseAll(reason);
        isChanged = true;
      }
      if (!isChanged) {
        for (const [each, reason] of await setJudge.together(chosen, all, start)) {
          each.refuse(reason);
          isChanged = true;
        }
      }
      if (!isChanged) {
        return { files: written(root, chosen), chosen: chosen.map(nameAt), all: all.map(nameAt) };
      }
    }
  }

  private read(root: string) {
    const { path, server } = this;
    const listed = new ListedFolders();
    const finder = new ModuleFinder({ ...path, folders: [root, ...path.folders] }, listed);
    const sources = new PythonSources(new SourceFiles());
    const origins = new Origins(path, [root], [root]);
    const entry = finder.find("app.__main__");
    const around = finder.find("app");
    if (entry === null || around === null) throw new Error(`${root} has no app`);
    const { graph } = assemble({
      root,
      runtime: path.runtime,
      modules: [around, entry],
      finder,
      sources,
      external: true,
      follow: (found) => origins.of(found) === "application",
      originOf: (found) => origins.of(found),
    });
    const entries = [graph.modules.name.indexOf(entry.name)];
    const tree = staticTree(graph, entries, new Float64Array(graph.modules.count).fill(1));
    const file = (tree.modules.file ?? []).map((each) => each?.replace(`${root}/`, "") ?? null);
    // Of the interpreter's own modules the verb believes what it has recorded: nothing that others could tell.
    const recorded = { ...tree.recorded, loads: new Map() };
    const start: RecordedStart = {
      graph: { ...tree, recorded, modules: { ...tree.modules, file } },
      process: 0,
      weight: 1,
    };
    const run = <T>(script: string, input: string, count: number): Promise<T[]> =>
      server.lines<T>(join("dist", "python", script), input, count);
    const ask: AskPython = async (script, head, lines) =>
      lines.length === 0 ? [] : run(script, [...head, ...lines].map((line) => `${line}\n`).join(""), lines.length);
    const standard = new Set(graph.modules.name.filter((_, module) => isStandardOrigin(graph.modules.origin[module])));
    const judge = new PythonJudge({
      root,
      ask,
      starNames: (modules) => run("star_names.py", JSON.stringify({ modules }), modules.length),
      floor: 8,
      runtime: 8,
      accept: new Set(),
      keep: [],
      fileOf: new Map(
        graph.modules.name.flatMap((name, module): [string, string][] => {
          const found = graph.modules.file?.[module] ?? null;
          return found === null ? [] : [[name, found]];
        }),
      ),
      isStandard: (module) => standard.has(module.replace(/\..*/s, "")),
      mayHaveRun: () => true,
      served: new Set(),
    });
    const find = (name: string): LoadedModule | null => {
      const found = finder.find(name);
      if (found === null) return null;
      const isStandard = ["stdlib", "builtin"].includes(origins.of(found));
      return { ...found, isPackage: found.folders !== null, isStandard };
    };
    const shown = (each: string): string => each.replace(`${root}/`, "");
    const statics = new StaticLoads(
      {
        find,
        shadowed: [],
        bytes: (each) => judge.project.bytes(each),
        ask: (lines) => ask("load_facts.py", [], lines),
      },
      () => surroundingsOf(judge.project, shown),
    );
    const setJudge = new PythonSetJudge({
      judge,
      moments: judge.moments,
      statics,
      evidenceOf: () => NO_RUNS,
      submodulesRead: submodulesRead(judge, [start], loadedModules([start], root)),
      notWritable: (chosen) => notWritable(root, chosen),
      loads: {
        accept: new Set(),
        minor: 8,
        mentions: (word) => judge.texts.mentions(word),
        programHas: (pattern) => judge.texts.programHas(pattern),
        libraryHas: (word, pattern, but) => judge.texts.libraryHas(word, pattern, but),
        setsUpLoggers: () => judge.texts.setsUpLoggers(),
        seedsRandom: () => judge.texts.seedsRandom(),
        lookedUp: (module) => judge.texts.lookedUp(module),
        shown,
        named: shown,
      },
    });
    return { start, judge, setJudge };
  }
}

const STYLE = { pythonFloor: 8, lineLength: null };

function written(root: string, chosen: readonly Candidate[]): Map<string, Uint8Array> {
  const files = new Map<string, ChosenEdit[]>();
  for (const { name, option } of chosen) {
    if (option === null) continue;
    const known = files.get(name.file);
    if (known === undefined) files.set(name.file, [{ name, option }]);
    else known.push({ name, option });
  }
  return new Map(
    [...files].map(([file, edits]) => [file, rewrite(sourceBytes(join(root, file)) ?? new Uint8Array(), edits, STYLE)]),
  );
}

function notWritable(root: string, chosen: readonly Candidate[]): Map<Candidate, Reason> {
  const found = new Map<Candidate, Reason>();
  try {
    written(root, chosen);
  } catch (error) {
    if (!(error instanceof NotRewritten)) throw error;
    for (const each of chosen) if (error.edit === null || each.name === error.edit.name) found.set(each, error.reason);
  }
  return found;
}

function nameAt({ name: { file, line, bound }, refusal }: Candidate): NameAt {
  return { file, line, bound, refused: refusal === null ? null : `${refusal.code}: ${refusal.message}` };
}
