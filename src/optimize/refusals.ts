import { Cuts, removableNames } from "../graph/cut.js";
import type { RemovableStart } from "../graph/removable.js";
import type { Reason } from "../languages/rewriting.js";
import type { Accepting, Advice, Refusal } from "./plan.js";
import type { Costs } from "./proposals.js";
import type { Candidate } from "./search.js";
import { withoutVain } from "./without-vain.js";

interface RefusedGroup {
  readonly indices: readonly number[];
  readonly candidates: readonly Candidate[];
}

/** What was refused, by what it keeps in startup: alone beyond what is chosen, or when everything else were gone too. */
export function refusals(
  candidates: readonly Candidate[],
  chosen: readonly number[],
  costs: Costs,
  acceptings: readonly Accepting[],
): Refusal[] {
  const groups = refusedGroups(candidates);
  const byReason = indicesByReason(candidates);
  const savedWithout = new Map<string, number>();
  const everything = [...chosen, ...groups.flatMap(({ indices }) => indices)];
  const [now, least] = [costs.without(chosen), costs.without(everything)];
  return groups
    .flatMap(({ indices, candidates: of }): Refusal[] => {
      const alone = now - costs.without([...chosen, ...indices]);
      const last = costs.without(everything.filter((index) => !indices.includes(index))) - least;
      const [first] = of;
      if (first?.refusal == null) throw new Error("refused without a reason");
      const { file, line, importer } = first.name;
      // What a load does keeps all that load it: none of them goes alone.
      const together = (reason: Reason): number => {
        const key = reasonKey(reason);
        const saved = savedWithout.get(key) ?? now - costs.without([...chosen, ...(byReason.get(key) ?? [])]);
        savedWithout.set(key, saved);
        return saved;
      };
      // Where only several reasons together keep it, what all of them keep.
      const accepted = (reason: Reason): number =>
        Math.max(
          0,
          ...acceptings.flatMap(({ reasons, savingUs }) =>
            reasons.some((each) => reasonKey(each) === reasonKey(reason)) ? [savingUs] : [],
          ),
        );
      return [first.refusal, ...first.further].map((reason) => ({
        file,
        line,
        importer,
        imported: [...new Set(of.flatMap(({ name }) => name.imported))],
        names: of.map(({ name }) => name.bound),
        savingUs: Math.round(Math.max(alone, last, together(reason), accepted(reason))),
        reason: { ...reason },
      }));
    })
    .sort((a, b) => b.savingUs - a.savingUs || a.file.localeCompare(b.file) || a.line - b.line);
}

function reasonKey({ code, file, line }: Pick<Reason, "code" | "file" | "line">): string {
  return `${code} ${file}:${line}`;
}

function indicesByReason(candidates: readonly Candidate[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  candidates.forEach(({ refusal, further }, index) => {
    for (const reason of refusal === null ? [] : [refusal, ...further]) {
      const known = found.get(reasonKey(reason));
      if (known === undefined) found.set(reasonKey(reason), [index]);
      else known.push(index);
    }
  });
  return found;
}

/** Names of one statement that one reason refuses. */
function refusedGroups(candidates: readonly Candidate[]): RefusedGroup[] {
  const groups = new Map<string, { indices: number[]; candidates: Candidate[] }>();
  candidates.forEach((candidate, index) => {
    const { refusal, name } = candidate;
    if (refusal === null) return;
    const key = `${name.file}\n${name.line} ${name.column} ${refusal.code} ${refusal.file} ${refusal.line}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { indices: [index], candidates: [candidate] });
    else {
      known.indices.push(index);
      known.candidates.push(candidate);
    }
  });
  return [...groups.values()];
}

/** What a person would do, where one word of a reason tells. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["called-at-load", "this call moves into a function"],
  ["used-by-default", "the default is asked for in the function"],
  ["used-by-decorator", "the decorator does without it"],
]);

/** What others' code does nobody here changes: who knows it to be harmless may say so, of the import that leads there. */
function isOthers({ file }: Reason): boolean {
  return /^(?:\/|[A-Za-z]:)/.test(file);
}

function subject({ name, refusal }: Candidate): string {
  if (refusal === null) return "";
  const { file, line, from, text } = name;
  const imported = from === "" || from === null ? text : `${from} (${text})`;
  return isOthers(refusal) ? `${file}:${line} imports ${imported}, and ${refusal.message}` : refusal.message;
}

function remedy(reason: Reason): string {
  if (isOthers(reason)) return `unless that is known to be harmless here (--accept ${reason.code})`;
  return `until ${REMEDIES.get(reason.code) ?? "this changes"}`;
}

/** A statement with refused names costs a person more than any number of proven ones. */
const BY_HAND = 1000;

/**
 * What stands in the way of each expensive target that stays: the fewest refused names that would have to change, and what the start would
 * lose then, the most first.
 *
 * @param targets sets of nodes
 */
export function advice(
  starts: readonly RemovableStart[],
  targets: readonly (readonly number[])[],
  candidates: readonly Candidate[],
  chosen: readonly number[],
  costs: Costs,
  leastUs: number,
): Advice[] {
  const capacity = candidates.map(({ refusal, effort }) => (refusal === null ? effort : BY_HAND * effort));
  for (const index of chosen) capacity[index] = 0;
  const now = costs.without(chosen);
  const found = new Map<string, { savingUs: number; refused: number[]; cut: readonly number[] }>();
  const names = removableNames(capacity);
  for (const start of starts) {
    const cuts = new Cuts(start, names);
    cuts.price(capacity);
    for (const target of targets) {
      for (const cut of cuts.of(target) ?? []) {
        const refused = cut.filter((index) => candidates[index]?.refusal != null).sort((a, b) => a - b);
        if (refused.length === 0) continue;
        const savingUs = now - costs.without([...chosen, ...cut]);
        const key = refused.join();
        if (savingUs >= leastUs && savingUs > (found.get(key)?.savingUs ?? 0))
          found.set(key, { savingUs, refused, cut });
      }
    }
  }
  return withoutVain([...found.values()])
    .sort((a, b) => b.savingUs / b.refused.length - a.savingUs / a.refused.length)
    .flatMap(({ savingUs, refused, cut }): Advice[] => {
      const first = refused.flatMap((index) => candidates[index] ?? [])[0];
      if (first?.refusal == null) return [];
      const reason = first.refusal;
      const others = new Set(
        refused.slice(1).flatMap((index) => {
          const reasonOf = candidates[index]?.refusal;
          return reasonOf == null ? [] : [`${reasonOf.file}:${reasonOf.line}`];
        }),
      );
      others.delete(`${reason.file}:${reason.line}`);
      const also =
        others.size === 0
          ? ""
          : ` (and ${[...others].slice(0, 4).join(", ")}${others.size > 4 ? ` and ${others.size - 4} more` : ""})`;
      const ms = savingUs >= 10_000 ? String(Math.round(savingUs / 1000)) : (savingUs / 1000).toFixed(1);
      return [
        {
          file: reason.file,
          line: reason.line,
          savingUs: Math.round(savingUs),
          message: `${subject(first)}${also}: ${ms} ms stay ${remedy(reason)}`,
          blocks: cut.flatMap((index) => {
            const name = candidates[index]?.name;
            const imported = name?.imported.at(-1);
            return name === undefined || imported === undefined ? [] : [{ importer: name.importer, imported }];
          }),
        },
      ];
    });
}
