import type { Reason } from "../languages/rewriting.js";
import type { Accepting, Refusal } from "./plan.js";
import type { Costs } from "./proposals.js";
import type { Candidate } from "./search.js";

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
