import type { EditedFile } from "../io/overlay-folder.js";
import { measureEdits } from "./measured.js";
import { measureSetting } from "./measured-setting.js";
import type { OptimizeOptions } from "./options.js";
import type { EntryGain, Proposal, Refusal } from "./plan.js";
import type { EntryEdit, EntryEdits, EntryRefusal, EntrySetting } from "./project.js";
import type { RecordedCommand } from "./recordings.js";
import { weightedMean } from "./weighted-mean.js";

/** Entries that are edited, with what that saves beside all other edits, as it was measured. */
export interface EditedEntries {
  readonly edits: readonly EntryEdit[];
  readonly refusals: readonly Refusal[];
  /** Microseconds of all of them together, the mean over the commands by their weights. */
  readonly savingUs: number;
  /** What is known of it, proposed or not; null where nothing was asked for. */
  readonly gain: EntryGain | null;
}

export const NO_ENTRIES: EditedEntries = { edits: [], refusals: [], savingUs: 0, gain: null };

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
  const gained = (savingUs: number | null, reason: EntryGain["reason"], setting: string | null = null): EntryGain => ({
    edit: entries.edit,
    savingUs: savingUs === null ? null : Math.round(savingUs),
    atMostUs: Math.round(most),
    setting,
    reason: reason === null ? null : { code: reason.code, message: reason.message },
  });
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
    const gain = gained(null, reason);
    return { ...NO_ENTRIES, refusals: refused([{ file: ".", importer: "__main__", reason }]), gain };
  }
  const { edits, refusals, setting } = await entries.find(recorded, files);
  const gain = edits.length === 0 ? null : await measuredGain(options, recorded, entries, files, edits);
  if (gain?.why === null && gain.savingUs >= leastUs)
    return { edits, refusals: refused(refusals), savingUs: gain.savingUs, gain: gained(gain.savingUs, null) };
  const why = gain?.why ?? `it saves ${Math.round(gain?.savingUs ?? 0)} µs, as measured: less than is worth an edit`;
  const without = edits.map(({ file, line, importer }) => ({
    file,
    importer,
    reason: { code: gain?.why === null ? "no-gain" : "not-measured", message: why, file, line },
  }));
  const all = [...refusals, ...without];
  // Where no more than this can be saved nothing is run for it.
  const isAsked = setting !== undefined && (edits.length === 0 || refusals.length > 0) && most >= leastUs;
  const bySetting = isAsked ? await settingGain(options, recorded, entries, setting) : null;
  const known =
    bySetting === null
      ? gained(gain?.why === null ? gain.savingUs : null, all[0]?.reason ?? null)
      : gained(bySetting, all[0]?.reason ?? null, setting?.name ?? null);
  return { ...NO_ENTRIES, refusals: refused(all), gain: known };
}

/** Microseconds, the mean over the commands by their weights; null where one does not run the same with it. */
async function settingGain(
  options: OptimizeOptions,
  recorded: readonly RecordedCommand[],
  { compared }: EntryEdits,
  setting: EntrySetting,
): Promise<number | null> {
  const saved = new Map<RecordedCommand, number>();
  for (const each of recorded) {
    const { words } = each.command;
    options.say(`runs ${words.join(" ")} ${compared}, to measure it`);
    const us = await measureSetting(words, setting, options);
    if (us === null) return null;
    saved.set(each, us);
  }
  return weightedMean(recorded, (each) => saved.get(each) ?? 0);
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
      file: entry.source ?? entry.file,
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
