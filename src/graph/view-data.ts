import type { PackedGraph } from "./pack.js";
import type { Warning } from "./profile.js";
import type { ViewPlan } from "./view-plan.js";

/** What the view's page carries beside its script: `report/page.ts` writes it, `viz/main.ts` reads it. */
export interface ViewData {
  readonly tool: string;
  /** The inputs as the user named them. */
  readonly inputs: readonly string[];
  readonly graph: PackedGraph;
  /** What `graph` is compared with: the page shows what came, went and grew since. */
  readonly before?: PackedGraph;
  /** Edits that are proposed: the page shows what would be loaded no more. */
  readonly plan?: ViewPlan;
  /** The graph's modules are functions (cProfile), its imports calls. */
  readonly functions?: true;
  /** Lines of the inputs that were no rows: their number, and the first of them. */
  readonly ignored: { readonly lines: number; readonly first: readonly { line: number; text: string }[] };
  /** What is to be known beside the picture, as sentences. */
  readonly notes?: readonly string[];
  readonly warnings: readonly Warning[];
}
