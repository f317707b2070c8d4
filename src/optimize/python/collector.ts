import { join } from "node:path";
import { type EditedFile, OverlayFolder } from "../../io/overlay-folder.js";
import { readText } from "../../io/read-text.js";
import { runCommand } from "../../io/run-command.js";
import { sourceBytes } from "../../io/source-bytes.js";
import { NotRewritten } from "../../languages/not-rewritten.js";
import type { ExitLook } from "../../languages/python/collector/exit-look.js";
import { COLLECTOR_PRICE, judgeCollector } from "../../languages/python/judge/collector/judge-collector.js";
import type { CollectorSource } from "../../languages/python/judge/collector/situation.js";
import { restCollector } from "../../languages/python/rewrite/collector.js";
import type { RewriteStyle } from "../../languages/python/rewrite/style.js";
import type { OptimizeOptions } from "../options.js";
import type { EntryEdit, EntryEdits, EntryRefusal, FoundEntries } from "../project.js";
import type { RecordedCommand } from "../recordings.js";

/** What the collector's edit asks of a project. */
export interface CollectorProject {
  readonly files: readonly { readonly file: string; readonly shown: string }[];
  /** Of the sources that were loaded those of installed packages, absolute; not the standard library. */
  readonly installed: readonly string[];
  /** A file as reasons show it: relative to the root where inside it. */
  shown(file: string): string;
  readonly style: RewriteStyle;
}

/**
 * The entries of the commands in which the collector may rest, as their sources say and as one run of each with the edits shows at its end.
 */
export function collectorEntries(options: OptimizeOptions, project: CollectorProject): EntryEdits {
  const place = { root: options.project, style: project.style };
  return {
    edit: "collector",
    price: COLLECTOR_PRICE,
    notRun: {
      code: "end-not-seen",
      message: "what is left at the end of the process is not known: nothing was run",
    },
    compared: "with the collector at work and at rest",
    atMostUs: ({ graph }) => {
      const { collectorUs, teardownUs } = graph.recorded?.anatomy ?? {};
      return (collectorUs ?? 0) + (teardownUs ?? 0);
    },
    find: (recorded, files) => collectorEdits(options, recorded, project, files),
    written: (files, edits) => withCollector(files, edits, place),
  };
}

async function collectorEdits(
  options: OptimizeOptions,
  recorded: readonly RecordedCommand[],
  project: CollectorProject,
  files: readonly EditedFile[],
): Promise<FoundEntries> {
  const looks = new Map<string, ExitLook[]>();
  const refusals: EntryRefusal[] = [];
  for (const { command } of recorded) {
    const name = command.words.join(" ");
    const own = await looksOf(command.words, options, files);
    if (own.length === 0) refusals.push(refusal(".", "end-not-seen", `${name}: no end of it was seen`));
    for (const look of own) {
      const entry = project.files.find(({ file }) => file === look.main)?.shown;
      if (entry === undefined) {
        const begins = look.main === null ? "in no file" : `in ${look.main}`;
        refusals.push(
          refusal(look.main ?? ".", "entry-not-own", `${name} begins ${begins}, which is not the project's`),
        );
      } else looks.set(entry, [...(looks.get(entry) ?? []), look]);
    }
  }
  const edits: EntryEdit[] = [];
  for (const [entry, own] of looks) {
    const judged = judgedEntry(entry, own, options, project, files);
    if ("reason" in judged) refusals.push(judged);
    else edits.push(judged);
  }
  return { edits, refusals };
}

function refusal(file: string, code: string, message: string): EntryRefusal {
  return { file, importer: "__main__", reason: { code, message, file, line: 1 } };
}

function judgedEntry(
  file: string,
  looks: readonly ExitLook[],
  options: OptimizeOptions,
  project: CollectorProject,
  files: readonly EditedFile[],
): EntryEdit | EntryRefusal {
  const importer = looks[0]?.mainName ?? "__main__";
  const { style } = project;
  const { proof, refusal: reason } = judgeCollector(
    {
      entry: file,
      looks,
      sources: project.files.map(({ file: path, shown }) => source(path, shown)),
      installed: project.installed.map((path) => source(path, project.shown(path))),
      metadata: ["pyproject.toml", "setup.cfg", "setup.py"].map((name) => source(join(options.project, name), name)),
      floor: style.pythonFloor,
      shown: project.shown,
    },
    options.accept,
  );
  if (reason !== null) return { file, importer, reason };
  try {
    const { line } = restCollector(asEdited(join(options.project, file), files), file, style);
    return { file, line, importer, proof };
  } catch (error) {
    if (!(error instanceof NotRewritten)) throw error;
    return { file, importer, reason: error.reason };
  }
}

function source(path: string, shown: string): CollectorSource {
  return {
    shown,
    text: () =>
      /\.pyw?$/.test(path) ? Buffer.from(sourceBytes(path) ?? []).toString("latin1") : (readText(path) ?? ""),
  };
}

function asEdited(path: string, files: readonly EditedFile[]): Uint8Array {
  return files.find((file) => file.path === path)?.after ?? sourceBytes(path) ?? new Uint8Array();
}

/** The files with the collector at rest in those entries too; where the text of one no longer allows it, without. */
function withCollector(
  files: readonly EditedFile[],
  edits: readonly EntryEdit[],
  { root, style }: { readonly root: string; readonly style: RewriteStyle },
): EditedFile[] {
  const found = new Map(files.map((file) => [file.path, file]));
  for (const { file } of edits) {
    const path = join(root, file);
    const before = found.get(path)?.before ?? sourceBytes(path) ?? new Uint8Array();
    try {
      found.set(path, { path, before, after: restCollector(asEdited(path, files), file, style).bytes });
    } catch (error) {
      if (!(error instanceof NotRewritten)) throw error;
    }
  }
  return [...found.values()];
}

/** Of the processes that the command itself started with. */
async function looksOf(
  words: readonly string[],
  { packageRoot, environment, folder: cwd, stop, say }: OptimizeOptions,
  files: readonly EditedFile[],
): Promise<ExitLook[]> {
  say(`runs ${words.join(" ")} to see what is left to finalise at its end`);
  const folder = new OverlayFolder(packageRoot);
  try {
    folder.serve(files);
    const served = folder.environment("overlay-after-exit", environment);
    await runCommand({ words, environment: served, cwd, stdin: "ignore", stdout: "capture", timeoutS: SECONDS, stop });
    return folder.takeExitLooks().filter(({ isFirst }) => isFirst);
  } finally {
    folder.remove();
  }
}

const SECONDS = 120;
