import { join } from "node:path";
import { UserError } from "../../errors.js";
import { cacheFolder } from "../../io/cache-folder.js";
import { findPython, interpreterItself } from "../../io/find-python.js";
import { KeptPython } from "../../io/kept-python.js";
import { absolute } from "../../io/paths.js";
import { projectFloor } from "../../io/project-floor.js";
import type { AskPython } from "../../io/python-batch.js";
import { readText } from "../../io/read-text.js";
import { RememberedPython } from "../../io/remembered-python.js";
import { scriptLines } from "../../io/script-lines.js";
import { surroundingsOf } from "../../languages/python/judge/load/surroundings.js";
import { rewrite } from "../../languages/python/rewrite/rewrite.js";
import type { RewriteStyle } from "../../languages/python/rewrite/style.js";
import { lineLengthOf } from "../../languages/python/rewrite/style.js";
import { EditedFiles } from "../edited-files.js";
import type { OptimizeOptions } from "../options.js";
import { patchOf } from "../patch.js";
import type { OptimizedProject } from "../project.js";
import type { RecordedStart } from "../starts.js";
import { collectorEntries } from "./collector.js";
import { LoadEvidence } from "./evidence.js";
import { PythonJudge } from "./judge.js";
import { linesRun } from "./lines-run.js";
import { loadedModules } from "./loaded-modules.js";
import { readers } from "./loads.js";
import { recordedMinor } from "./recorded-minor.js";
import { servedNames } from "./served-names.js";
import { PythonSetJudge } from "./set-judge.js";
import { isStandardOrigin } from "./standard.js";
import { isCalledByScript } from "./started-names.js";
import { StaticLoads } from "./static-loads.js";
import { submodulesRead } from "./submodules-read.js";

/**
 * A Python project that is to start faster.
 *
 * @param asked answers for the sources; else an interpreter of the project's own that is ended with it
 * @throws UserError where no Python that can read the sources is there
 */
export async function pythonProject(
  options: OptimizeOptions,
  starts: readonly RecordedStart[],
  asked?: AskPython,
): Promise<OptimizedProject> {
  const root = absolute(options.project);
  const exe = starts.flatMap(({ graph, process }) => graph.processes[process]?.command?.[0] ?? [])[0];
  const { environment } = options;
  const python = exe === undefined ? await findPython(environment) : await interpreterItself(exe, environment);
  if (python === null) {
    throw new UserError("no-interpreter", "no Python is there to read the sources", "install Python 3.8 or later");
  }
  const minor = recordedMinor(starts[0]);
  const floor = options.copied === undefined ? (projectFloor(root) ?? Math.min(minor, 8)) : minor;
  const standard = new Set(
    starts.flatMap(({ graph }) =>
      graph.modules.name.filter((_, module) => isStandardOrigin(graph.modules.origin[module])),
    ),
  );
  const fileOf = new Map(
    starts.flatMap(({ graph }) =>
      graph.modules.name.flatMap((name, module): [string, string][] => {
        const file = graph.modules.file?.[module] ?? null;
        return file === null ? [] : [[name, file.startsWith("/") ? file : `${root}/${file}`]];
      }),
    ),
  );
  const scripts = join(options.packageRoot, "dist", "python");
  const remembered = new RememberedPython(new KeptPython(python, scripts), {
    folder: options.cache ? join(cacheFolder(options.environment), "optimize") : null,
    project: root,
    exe: python,
    scripts,
    bytes: (file) => judge.project.bytes(file),
  });
  const ask: AskPython = asked ?? ((script, head, lines) => remembered.ask(script, head, lines));
  const judge: PythonJudge = new PythonJudge({
    root,
    fileOf,
    isStandard: (module) => standard.has(module.replace(/\..*/s, "")),
    ask,
    starNames: (modules) =>
      scriptLines(python, join(scripts, "star_names.py"), JSON.stringify({ modules }), modules.length),
    floor,
    runtime: minor,
    accept: options.accept,
    keep: options.keep,
    copied: options.copied,
    mayHaveRun: linesRun(starts),
    served: servedNames(starts),
  });
  const lineLength = await lineLengthOf((file) => readText(`${root}/${file}`));
  const style: RewriteStyle = { pythonFloor: floor, lineLength };
  const edits = new EditedFiles(root, (before, chosen) => ({ after: rewrite(before, chosen, style) }));
  const shown = (file: string): string => (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file);
  const isOwn = (file: string): boolean =>
    options.copied?.fixed.has(file) !== true &&
    !/^(?:\/|\.\.\/|[A-Za-z]:)/.test(file) &&
    !/(?:^|\/)(?:site|dist)-packages\//.test(file);
  const isStandard = (module: string): boolean => standard.has(module.replace(/\..*/s, ""));
  const context = {
    accept: options.accept,
    minor,
    mentions: (word: string | RegExp) => judge.texts.mentions(word),
    seedsRandom: () => judge.texts.seedsRandom(),
    setsUpLoggers: () => judge.texts.setsUpLoggers(),
    programHas: (pattern: RegExp) => judge.texts.programHas(pattern),
    libraryHas: (word: string, pattern: RegExp, but: string) => judge.texts.libraryHas(word, pattern, but),
    lookedUp: (module: string) => judge.texts.lookedUp(module),
    shown,
    named: (file: string) =>
      file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file.replace(/^.*\/(?:site|dist)-packages\//, ""),
  };
  const evidence = new Map(starts.map((start) => [start, new LoadEvidence(start, options)]));
  const evidenceOf = (start: RecordedStart): LoadEvidence => {
    const known = evidence.get(start);
    if (known === undefined) throw new Error("a start that was not recorded");
    return known;
  };
  const loaded = loadedModules(starts, root);
  const statics = new StaticLoads(
    {
      find: (module) => loaded.get(module) ?? null,
      shadowed: [],
      bytes: (file) => judge.project.bytes(file),
      ask: (lines) => ask("load_facts.py", [], lines),
    },
    once(() => surroundingsOf(judge.project, context.named)),
  );
  const setJudge = new PythonSetJudge({
    judge,
    moments: judge.moments,
    statics,
    loads: context,
    evidenceOf,
    submodulesRead: submodulesRead(judge, starts, loaded),
    notWritable: (chosen) => edits.notWritable(chosen),
  });
  // They are there once the recording has been looked through.
  if (asked === undefined) await remembered.start();
  const installed = [...fileOf].flatMap(([name, file]) =>
    isStandard(name) || isOwn(shown(file)) || !/\.pyw?$/.test(file) ? [] : [file],
  );
  return {
    language: "python",
    movesFromFunctions: false,
    names: (statements, isModule) => judge.names(statements, isModule),
    judge: (names) => judge.judge(names),
    setJudge: {
      loads: (gone, start, accept) => setJudge.loads(gone, start, accept),
      late: (chosen, all, start) => setJudge.late(chosen, all, start),
      together: (chosen, all, start) => setJudge.together(chosen, all, start),
      grounds: (chosen, gone, start) => setJudge.grounds(chosen, gone, start),
      prove: async (chosen, gone, start) => {
        const known = evidenceOf(start);
        const isProbed = await known.probe(gone);
        return isProbed || known.compareValues(readers(gone, start, known), edits.of(chosen));
      },
    },
    isOwn,
    guarded: (gone) => [...gone].filter((name) => !name.includes(".")),
    modules: new Map([...fileOf].map(([name, file]) => [file, name])),
    isCalledByScript,
    edited: (candidates) => edits.of(candidates),
    patch: (files) =>
      patchOf(files.map(({ path, before, after }) => ({ path: path.slice(root.length + 1), before, after }))),
    entries: options.collector
      ? collectorEntries(options, { files: judge.project.files, installed, shown, style })
      : null,
    close: () => remembered.close(),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
