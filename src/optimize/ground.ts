import type { ImportGraph } from "../graph/graph.js";
import type { RemovableStart } from "../graph/removable.js";
import { removablePart } from "../graph/removable-part.js";
import type { Proposal } from "./plan.js";
import type { ProposedEdit } from "./proposals.js";
import type { ModuleNumbers, RecordedStart } from "./starts.js";

/** What a plan was chosen on, for whoever asks again with other proposals. */
export interface PlanGround {
  /** One for each command. */
  readonly graphs: readonly ImportGraph[];
  /** Every process of every command. */
  readonly starts: readonly GroundStart[];
}

export interface GroundStart {
  /** Indices of the command, and of the process in its graph. */
  readonly command: number;
  readonly process: number;
  /** What the proposals can take out of it: imports go through proposals, by their index. */
  readonly part: RemovableStart;
  /** Names of the modules that its nodes stand for; null for node 0, all that stays. */
  readonly modules: readonly (string | null)[];
}

/** @param starts each recorded start with its choice's ground, in which imports go through candidates */
export function planGround(
  graphs: readonly ImportGraph[],
  starts: readonly { readonly recorded: RecordedStart; readonly ground: RemovableStart }[],
  numbers: ModuleNumbers,
  edits: readonly ProposedEdit[],
  proposals: readonly Proposal[],
): PlanGround {
  const proposalOf = new Map<number, number>();
  for (const { id, indices } of edits) {
    const at = proposals.findIndex((proposal) => proposal.id === id);
    for (const index of indices) proposalOf.set(index, at);
  }
  return {
    graphs,
    starts: starts.map(({ recorded, ground }) => {
      const through = ground.through.map((candidate) => proposalOf.get(candidate) ?? -1);
      const part = removablePart({ ...ground, through }, new Set(proposals.keys()));
      return {
        command: graphs.indexOf(recorded.graph),
        process: recorded.process,
        part,
        modules: Array.from(part.node, (node) => (node < 0 ? null : (numbers.names[node] ?? null))),
      };
    }),
  };
}
