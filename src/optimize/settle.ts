import { resolve, sep } from "node:path";
import type { EditedFile } from "../io/overlay-folder.js";
import { commandWords } from "../record/words.js";
import type { Choices } from "./choices.js";
import { withSources } from "./edited-files.js";
import { type EditedEntries, editedEntries, NO_ENTRIES } from "./entries.js";
import type { OptimizeOptions } from "./options.js";
import type { Refusal, Verification } from "./plan.js";
import { filesWith, type PlannedEdit } from "./planned-edit.js";
import type { EntryEdit, OptimizedProject } from "./project.js";
import { EditIds, proposedEdits } from "./proposals.js";
import type { RecordedCommand } from "./recordings.js";
import { faultsInMemory } from "./same-in-memory.js";
import { type Candidate, type Found, RUNS_OTHERWISE, search } from "./search.js";
import { verify } from "./verify/verify.js";
import { assertWritable, type WriteOptions } from "./write.js";

export interface Settling {
  readonly recorded: readonly RecordedCommand[];
  readonly choices: Choices;
  /** Those that are chosen among. */
  readonly candidates: readonly Candidate[];
  readonly project: OptimizedProject;
  readonly leastUs: number;
  /** Null where nothing is to be written. */
  readonly rights: WriteOptions | null;
}

/** What is proposed in the end. */
export interface Settled {
  readonly found: Found;
  readonly edits: readonly PlannedEdit[];
  /** What was found of the entries beside those edits. */
  readonly entered: EditedEntries;
  readonly verification: Verification | null;
}

/**
 * The best set of which every edit is proven beside the others, and with which the commands run the same: in memory, and where asked
 * in a verified copy. What is at fault for a difference is refused, and the rest proven again, since a proof may have rested on it.
 */
export async function settle(options: OptimizeOptions, settling: Settling): Promise<Settled> {
  const { choices, candidates, project, rights } = settling;
  const ids = new EditIds();
  const entries = new Entries(options, settling, ids);
  const dropped: Verification["dropped"] = [];
  let verified: { readonly kept: string; readonly verification: Verification } | null = null;
  for (;;) {
    const found = await search(choices, candidates, project.setJudge);
    const edits = await entries.withThem(proposedEdits(found.choice, candidates, ids));
    const { entered } = entries;
    const key = keyOf(edits.map(({ id }) => id));
    if (verified?.kept === key) return { found, edits, entered, verification: verified.verification };
    if (edits.length === 0 || options.stop.aborted) {
      return { found, edits, entered, verification: verified && { ...verified.verification, measured: null } };
    }
    const filesOf = (wanted: readonly string[]): EditedFile[] =>
      filesWith(
        edits.filter(({ id }) => wanted.includes(id)),
        project,
      );
    // Before long work is done for what may not be written.
    if (rights !== null) assertWritable(withSources(filesOf(edits.map(({ id }) => id))), rights);
    const faults = await runFaults(options, settling, edits, filesOf);
    if (faults.size > 0) {
      refuse(edits, faults, entries);
      continue;
    }
    if (options.verify === null) return { found, edits, entered, verification: null };
    const { kept, ...verification } = await verifyEdits(options, settling, edits, filesOf);
    dropped.push(...verification.dropped);
    const all = { ...verification, dropped: [...dropped] };
    const left = edits.filter(({ id }) => kept.includes(id));
    refuse(edits, new Map(verification.dropped.map(({ id, why }) => [id, why])), entries);
    if (verification.dropped.length === 0 || left.length === 0) {
      return { found, edits: left, entered: entries.entered, verification: all };
    }
    verified = { kept: keyOf(kept), verification: all };
  }
}

/** The entries that may be edited beside the other edits, looked for anew when those change. */
class Entries {
  entered = NO_ENTRIES;
  private readonly refused: Refusal[] = [];
  private known: string | null = null;

  constructor(
    private readonly options: OptimizeOptions,
    private readonly settling: Settling,
    private readonly ids: EditIds,
  ) {}

  async withThem(edits: readonly PlannedEdit[]): Promise<readonly PlannedEdit[]> {
    const { options, settling } = this;
    const { recorded, project, leastUs } = settling;
    if (project.entries === null) return edits;
    const key = keyOf(edits.map(({ id }) => id));
    if (this.known !== key && this.refused.length === 0) {
      this.known = key;
      this.entered = await editedEntries(options, recorded, project.entries, filesWith(edits, project), leastUs);
    }
    const { edit } = project.entries;
    const entries = this.entered.edits.map((entry): PlannedEdit => {
      return { id: this.ids.of(`${entry.file}\n${edit}`), indices: [], candidates: [], entry };
    });
    return [...edits, ...entries];
  }

  /** With an entry that is at fault for a difference none is tried again. */
  refuse({ file, line, importer }: EntryEdit, why: string): void {
    const reason = { code: RUNS_OTHERWISE, message: `with it a run differs: ${why}`, file, line };
    this.refused.push({ file, line, importer, imported: [], names: [], savingUs: this.entered.savingUs, reason });
    const gain = this.entered.gain && { ...this.entered.gain, reason: { code: reason.code, message: reason.message } };
    this.entered = { ...NO_ENTRIES, refusals: [...this.entered.refusals, ...this.refused], gain };
  }
}

function keyOf(ids: readonly string[]): string {
  return [...ids].sort().join();
}

/** @param faults why, by id */
function refuse(edits: readonly PlannedEdit[], faults: ReadonlyMap<string, string>, entries: Entries): void {
  for (const { id, candidates, entry } of edits) {
    const why = faults.get(id);
    if (why === undefined) continue;
    if (entry !== undefined) entries.refuse(entry, why);
    for (const candidate of candidates) {
      const { file, line } = candidate.name;
      candidate.refuseAll({ code: "runs-otherwise", message: `with it a run differs: ${why}`, file, line });
    }
  }
}

async function runFaults(
  options: OptimizeOptions,
  { recorded }: Settling,
  edits: readonly PlannedEdit[],
  filesOf: (ids: readonly string[]) => EditedFile[],
): Promise<ReadonlyMap<string, string>> {
  const commands = recorded.map(({ command }) => command.words).filter((words) => words.length > 0);
  if (!options.run || commands.length === 0) return new Map();
  const { folder: cwd, project: root, environment, packageRoot, say, stop } = options;
  const ids = edits.map(({ id }) => id);
  return faultsInMemory({ commands, cwd, root, environment, ids, edits: filesOf, packageRoot, say, stop });
}

async function verifyEdits(
  options: OptimizeOptions,
  { recorded, project }: Settling,
  edits: readonly PlannedEdit[],
  filesOf: (ids: readonly string[]) => EditedFile[],
): Promise<Awaited<ReturnType<typeof verify>>> {
  const test = options.verify?.test ?? null;
  return verify({
    root: options.project,
    cwd: options.folder,
    environment: options.environment,
    commands: recorded.map(({ command }) => ({ ...command, words: fromAnywhere(command.words, options) })),
    ids: edits.map(({ id }) => id),
    edits: filesOf,
    modules: project.modules,
    test: test === null ? undefined : commandWords([test]),
    isInstalled: options.allowSitePackages,
    packageRoot: options.packageRoot,
    stop: options.stop,
    say: options.say,
  });
}

/** A program beside the project is not beside the project's copy. */
function fromAnywhere([program = "", ...rest]: readonly string[], { folder, project }: OptimizeOptions): string[] {
  const path = resolve(folder, program);
  const isBeside = program.includes("/") && path !== project && !path.startsWith(`${project}${sep}`);
  return [isBeside ? path : program, ...rest];
}
