import type { EditedFile } from "../io/overlay-folder.js";
import { measureEdits } from "./measured.js";
import type { OptimizeOptions } from "./options.js";
import type { Proposal, Refusal } from "./plan.js";
import type { EntryEdit, EntryEdits, EntryRefusal } from "./project.js";
import type { RecordedCommand } from "./recordings.js";

/** Entries that are edited, with what that saves beside all other edits, as it was measured. */
export interface EditedEntries {
  readonly edits: readonly EntryEdit[];
  readonly refusals: readonly Refusal[];
  /** Microseconds of all of them together, the mean over the commands by their weights. */
  readonly savingUs: number;
}

export const NO_ENTRIES: EditedEntries = { edits: [], refusals: [], savingUs: 0 };

/**
 * @param files the project with all other edits
 * @param leastUs what is worth an edit
 */
export async function editedEntries(
  options: OptimizeOptions,
  recorded: readonly RecordedCommand[],
  entries: EntryEdits,
  files: readonly EditedFile[],
  leastUs: number,
): Promise<EditedEntries> {
  const most = weightedMean(recorded, (each) => entries.atMostUs(each));
  const refused = (all: readonly EntryRefusal[]): Refusal[] =>
    all.map(({ file, importer, reason }) => ({
      file,
      line: 1,
      importer,
      imported: [],
      names: [],
      savingUs: Math.round(most),
      reason: { ...reason },
    }));
  if (!options.run || recorded.some(({ command }) => command.words.length === 0)) {
    const reason = { ...entries.notRun, file: ".", line: 1 };
    return { ...NO_ENTRIES, refusals: refused([{ file: ".", importer: "__main__", reason }]) };
  }
  const { edits, refusals } = await entries.find(recorded, files);
  if (edits.length === 0) return { ...NO_ENTRIES, refusals: refused(refusals) };
  const gain = await measuredGain(options, recorded, entries, files, edits);
  if (gain.why === null && gain.savingUs >= leastUs)
    return { edits, refusals: refused(refusals), savingUs: gain.savingUs };
  const why = gain.why ?? `it saves ${Math.round(gain.savingUs)} µs, as measured: less than is worth an edit`;
  const without = edits.map(({ file, line, importer }) => ({
    file,
    importer,
    reason: { code: gain.why === null ? "no-gain" : "not-measured", message: why, file, line },
  }));
  return { ...NO_ENTRIES, refusals: refused([...refusals, ...without]) };
}

async function measuredGain(
  options: OptimizeOptions,
  recorded: readonly RecordedCommand[],
  entries: EntryEdits,
  files: readonly EditedFile[],
  edits: readonly EntryEdit[],
): Promise<{ savingUs: number; why: string | null }> {
  const { environment, folder, packageRoot, stop, say } = options;
  const written = entries.written(files, edits);
  const pairs = written.map(({ path, before, after }) => ({
    path,
    before: files.find((file) => file.path === path)?.after ?? before,
    after,
  }));
  const saved = new Map<RecordedCommand, number>();
  for (const each of recorded) {
    const { words } = each.command;
    say(`runs ${words.join(" ")} ${entries.compared}, to measure it`);
    const measured = await measureEdits({ words, environment, cwd: folder, files: pairs, packageRoot, stop });
    if (measured === null) continue;
    const { failure, wall } = measured;
    if (failure !== null)
      return { savingUs: 0, why: `${words.join(" ")} then ends with exit code ${failure.exitAfter}` };
    // What may as well be scatter is no gain.
    saved.set(each, wall.ratio.hi < 1 ? Math.max(0, wall.before.value - wall.after.value) : 0);
  }
  if (saved.size === 0) return { savingUs: 0, why: "its interpreter can't be made to load edited sources" };
  return { savingUs: weightedMean(recorded, (each) => saved.get(each) ?? 0), why: null };
}

function weightedMean(recorded: readonly RecordedCommand[], value: (each: RecordedCommand) => number): number {
  const weights = recorded.reduce((sum, { command }) => sum + command.weight, 0) || 1;
  return recorded.reduce((sum, each) => sum + each.command.weight * value(each), 0) / weights;
}

/** @param savedUs of all of them, shared evenly */
export function entryProposals(
  { edit, price }: EntryEdits,
  edits: readonly { readonly id: string; readonly entry: EntryEdit }[],
  savedUs: number,
): Proposal[] {
  const share = Math.floor(savedUs / Math.max(1, edits.length));
  return edits.map(({ id, entry }, at): Proposal => {
    const savingUs = at === 0 ? Math.round(savedUs) - share * (edits.length - 1) : share;
    return {
      id,
      file: entry.file,
      line: entry.line,
      importer: entry.importer,
      imported: [],
      names: [],
      edit,
      savingUs,
      savingAloneUs: savingUs,
      with: [],
      proof: entry.proof.map((rule) => ({ ...rule })),
      places: [],
      ...(price === undefined ? {} : { price }),
      chosen: true,
    };
  });
}
