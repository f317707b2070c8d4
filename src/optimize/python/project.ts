import { join } from "node:path";
import { UserError } from "../../errors.js";
import { findPython } from "../../io/find-python.js";
import type { EditedFile } from "../../io/overlay-folder.js";
import { absolute } from "../../io/paths.js";
import { projectFloor } from "../../io/project-floor.js";
import { sourceBytes } from "../../io/source-bytes.js";
import { rewrite } from "../../languages/python/rewrite/rewrite.js";
import type { ChosenEdit } from "../../languages/rewriting.js";
import type { OptimizeOptions } from "../options.js";
import type { Candidate, SetJudge } from "../search.js";
import type { RecordedStart } from "../starts.js";
import { PythonJudge } from "./judge.js";
import { loadsThatStay } from "./loads.js";

/** A Python project that is to start faster. */
export interface PythonProject {
  readonly judge: PythonJudge;
  readonly setJudge: SetJudge;
  /** Whether a file, as a graph names it, is one that may be edited. */
  isOwn(file: string): boolean;
  edited(candidates: readonly Candidate[]): EditedFile[];
  patch(files: readonly EditedFile[]): string;
}

/** @throws UserError where no Python that can read the sources is there */
export async function pythonProject(
  options: OptimizeOptions,
  starts: readonly RecordedStart[],
): Promise<PythonProject> {
  const root = absolute(options.project);
  const exe = starts.flatMap(({ graph, process }) => graph.processes[process]?.command?.[0] ?? [])[0];
  const python = exe ?? (await findPython(options.environment));
  if (python === null) {
    throw new UserError("no-interpreter", "no Python is there to read the sources", "install Python 3.8 or later");
  }
  const minor = Number(/ 3\.(\d+)/.exec(starts[0]?.graph.runtime ?? "")?.[1] ?? 8);
  const floor = projectFloor(root) ?? Math.min(minor, 8);
  const judge = new PythonJudge({
    root,
    packageRoot: options.packageRoot,
    exe: python,
    floor,
    accept: options.accept,
    keep: options.keep,
  });
  const context = {
    accept: options.accept,
    mentions: (word: string) => judge.mentions(word),
    shown: (file: string) => (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file),
  };
  return {
    judge,
    setJudge: {
      loads: async (gone, start) => loadsThatStay(gone, start, context),
      together: async () => new Map(),
    },
    isOwn: (file) => !/^(?:\/|\.\.\/|[A-Za-z]:)/.test(file) && !/(?:^|\/)(?:site|dist)-packages\//.test(file),
    edited: (candidates) => editedFiles(root, floor, candidates),
    patch: () => "",
  };
}

/** The files with what is chosen of each, changed. */
function editedFiles(root: string, pythonFloor: number, candidates: readonly Candidate[]): EditedFile[] {
  const byFile = new Map<string, ChosenEdit[]>();
  for (const { name, option } of candidates) {
    if (option === null) continue;
    const known = byFile.get(name.file);
    if (known === undefined) byFile.set(name.file, [{ name, option }]);
    else known.push({ name, option });
  }
  return [...byFile].map(([file, edits]) => {
    const path = join(root, file);
    const before = sourceBytes(path) ?? new Uint8Array();
    return { path, before, after: rewrite(before, edits, { pythonFloor, lineLength: 88 }) };
  });
}
