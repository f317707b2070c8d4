import { join } from "node:path";
import { cacheFolder } from "../../io/cache-folder.js";
import { fileSystem } from "../../io/file-system.js";
import { KnownFiles, type Learning } from "../../io/known-files.js";
import { absolute } from "../../io/paths.js";
import { ModuleGraph } from "../../languages/javascript/modules/module-graph.js";
import { Resolver } from "../../languages/javascript/resolve/resolver.js";
import { decoded } from "../../languages/javascript/rewrite/decoded.js";
import { rewriteSource } from "../../languages/javascript/rewrite/rewrite.js";
import { NotRewritten } from "../../languages/not-rewritten.js";
import { projectFiles } from "../../scan/javascript/files.js";
import { asRead, EditedFiles } from "../edited-files.js";
import { distributionsGone } from "../guarded.js";
import type { OptimizeOptions } from "../options.js";
import { patchOf } from "../patch.js";
import type { OptimizedProject } from "../project.js";
import type { RecordedStart } from "../starts.js";
import { compileCacheEntries } from "./compile-cache.js";
import { CompiledFiles } from "./compiled-files.js";
import { ImportsInFlight } from "./in-flight.js";
import { InstalledPackages } from "./installed-packages.js";
import { JavaScriptJudge } from "./judge.js";
import { LoadOrders } from "./load-order.js";
import { LoadedFiles } from "./loaded-files.js";
import { Loads } from "./loads.js";
import type { ProgramGround } from "./program-ground.js";
import { RequiredModules } from "./required-modules.js";
import { JavaScriptSetJudge } from "./set-judge.js";
import { SourceTexts } from "./source-texts.js";
import { StrippedFiles } from "./stripped-files.js";

/** A JavaScript project that is to start faster. */
export async function javaScriptProject(
  options: OptimizeOptions,
  starts: readonly RecordedStart[],
): Promise<OptimizedProject> {
  const root = absolute(options.project);
  const loaded = new LoadedFiles(starts, root);
  const resolver = new Resolver(fileSystem);
  const sources = projectFiles(root, fileSystem).sources;
  const texts = new SourceTexts(new StrippedFiles(starts, loaded, options.environment));
  const isOwn = (file: string): boolean =>
    !/^(?:\/|\.\.\/|[A-Za-z]:)/.test(file) && !/(?:^|\/)node_modules\//.test(file);
  const known = new KnownFiles({
    folder: options.cache ? join(cacheFolder(options.environment), "optimize") : null,
    project: root,
    dist: join(options.packageRoot, "dist"),
    read: (file) => texts.of(file),
  });
  const loads = new Loads(options, { loaded, resolver, sources, texts, known, isOwn });
  const graph = new ModuleGraph(
    resolver,
    (file) => texts.of(file),
    (file) => texts.strippedOf(file) !== null,
    (file) => texts.parsed(file),
  );
  const ground: ProgramGround = { starts, loaded, resolver, graph, sources, texts };
  const { keep, accept } = options;
  const modules = new RequiredModules({ ...ground, root, accept });
  const compiled = new CompiledFiles({ ...ground, root });
  const judge = new JavaScriptJudge({ ...ground, root, loads, modules, compiled, keep, accept });
  const edits = new EditedFiles(root, (before, chosen) => {
    const file = chosen[0]?.name.file ?? "";
    const text = decoded(before);
    if (text === null) throw new NotRewritten({ code: "encoding", message: "it is not UTF-8", file, line: 1 }, null);
    const parsed = judge.sourceOf(file, compiled.running(file, text));
    return compiled.edited(file, parsed, chosen) ?? { after: Buffer.from(rewriteSource(parsed, chosen), "utf8") };
  });
  const flights = new ImportsInFlight({ ...ground, known, installed: new InstalledPackages(root, fileSystem) });
  const orders = new LoadOrders(graph, loaded);
  let learning: Learning | null = null;
  return {
    language: "javascript",
    movesFromFunctions: true,
    setJudge: new JavaScriptSetJudge({
      ...ground,
      accept: options.accept,
      loads,
      edits,
      modules,
      flights,
      orders,
      root,
    }),
    isOwn,
    names: async (statements) => {
      if (statements.length > 0) learning = await loads.beginToLearn();
      return judge.names(statements);
    },
    judge: async (names) => {
      await learning?.finish();
      return judge.judge(names);
    },
    edited: (candidates) => edits.of(candidates),
    patch: (files) =>
      patchOf(
        files.map(asRead).map(({ path, before, after }) => ({ path: path.slice(root.length + 1), before, after })),
      ),
    guarded: (gone) => distributionsGone(starts, gone),
    modules: loaded.modules,
    entries:
      options.style === null
        ? compileCacheEntries(root, options.environment, (file, edited) => compiled.enabled(file, edited))
        : null,
    close: async () => {
      await learning?.finish();
      loads.keep();
    },
  };
}
