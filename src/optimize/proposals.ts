import type { Choice } from "../graph/choose.js";
import { type RemovableStart, StartReach } from "../graph/removable.js";
import type { Rule } from "../languages/rewriting.js";
import type { Proposal } from "./plan.js";
import { type Candidate, readers } from "./search.js";

/** Names of one statement that go the same way: one edit for whoever reads the diff. */
export interface ProposedEdit {
  readonly id: string;
  /** Indices of candidates. */
  readonly indices: readonly number[];
  readonly candidates: readonly Candidate[];
}

/** What some names cost the starts while they are taken away. */
export class Costs {
  private readonly reaches: readonly StartReach[];

  constructor(starts: readonly RemovableStart[]) {
    this.reaches = starts.map((start) => new StartReach(start));
  }

  /** Microseconds, the sum over the starts by their weights: a mean over the commands, each with all of its processes. */
  without(names: Iterable<number>): number {
    const removed = new Set(names);
    return this.reaches.reduce((total, reach) => total + reach.start.weight * reach.cost(removed), 0);
  }
}

/** Numbers edits: one keeps its own while a plan is made. */
export class EditIds {
  private readonly known = new Map<string, string>();

  of(key: string): string {
    const id = this.known.get(key) ?? `p${this.known.size + 1}`;
    this.known.set(key, id);
    return id;
  }
}

/** The chosen names as edits, in the order in which they were chosen: the best first. */
export function proposedEdits(choice: Choice, candidates: readonly Candidate[], ids: EditIds): ProposedEdit[] {
  const groups = new Map<string, number[]>();
  for (const index of choice.steps.flatMap(({ names }) => names)) {
    const candidate = candidates[index];
    if (candidate === undefined) continue;
    const { file, line, column } = candidate.name;
    const key = `${file}\n${line} ${column} ${candidate.option?.edit}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [index]);
    else known.push(index);
  }
  return [...groups].map(([key, indices]) => ({
    id: ids.of(key),
    indices,
    candidates: indices.flatMap((index) => candidates[index] ?? []),
  }));
}

/**
 * @param savedUs what all of them save together, as it is shown: the shares sum to it
 */
export function proposals(edits: readonly ProposedEdit[], choice: Choice, costs: Costs, savedUs: number): Proposal[] {
  const all = edits.flatMap(({ indices }) => indices);
  const [none, every] = [costs.without([]), costs.without(all)];
  const lost = edits.map(({ indices }) => costs.without(all.filter((index) => !indices.includes(index))) - every);
  const alone = edits.map(({ indices }) => none - costs.without(indices));
  // Each by what would be lost without it and what it saves by itself: the first alone gives nothing to two ways that could stand for each other.
  const claims = edits.map((_, at) => (lost[at] ?? 0) + (alone[at] ?? 0) + 1e-9);
  const shares = wholeShares(claims, Math.round(savedUs));
  return edits
    .map((edit, at): Proposal => {
      const { id, candidates } = edit;
      const [first] = candidates;
      if (first === undefined || first.option === null) throw new Error("an edit without names");
      const { option, name } = first;
      const { source } = first.judged;
      const step = choice.steps.find(({ names }) => edit.indices.some((index) => names.includes(index)));
      const isJoint = (alone[at] ?? 0) < (lost[at] ?? 0) - 1;
      const partners = edits.filter(
        (other) => other !== edit && other.indices.some((index) => step?.names.includes(index)),
      );
      return {
        id,
        file: source?.file ?? name.file,
        line: source?.line ?? name.line,
        importer: name.importer,
        imported: unique(candidates.flatMap((each) => each.name.imported)),
        names: unique(candidates.flatMap(({ judged, name: { bound } }) => judged.source?.names ?? [bound])),
        edit: option.edit,
        savingUs: shares[at] ?? 0,
        savingAloneUs: Math.round(alone[at] ?? 0),
        with: isJoint ? partners.map((other) => other.id) : [],
        proof: unique(candidates.flatMap(proofOf).map((rule) => JSON.stringify(rule))).map((text) => JSON.parse(text)),
        places: unique(
          candidates
            .flatMap((each) => each.judged.source?.places ?? (each.option === null ? [] : readers(each.option)))
            .map(({ line, scope, block }) => JSON.stringify({ line, scope, block })),
        ).map((text) => JSON.parse(text)),
        chosen: true,
      };
    })
    .sort((a, b) => b.savingUs - a.savingUs);
}

function proofOf({ option, ground }: Candidate): readonly Rule[] {
  const loads: readonly Rule[] = ground === null ? [] : [{ rule: "load-effects", ground }];
  return [...(option?.proof ?? []), ...loads];
}

/** Whole numbers in the ratio of the claims that sum to `total`. */
function wholeShares(claims: readonly number[], total: number): number[] {
  const sum = claims.reduce((all, each) => all + each, 0) || 1;
  let given = 0;
  let claimed = 0;
  return claims.map((claim) => {
    claimed += claim;
    const upTo = Math.round((claimed / sum) * total);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
