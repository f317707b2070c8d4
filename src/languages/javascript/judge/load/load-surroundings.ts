import type { Changers } from "./changers.js";
import type { ExportHomes } from "./export-homes.js";
import type { CallAtLoad, CallSummary, Doings } from "./facts.js";
import type { KeptAnswer } from "./kept-answers.js";
import type { LoadGround } from "./load-ground.js";
import type { LoadOrder } from "./load-order.js";
import type { ModuleUsers } from "./module-users.js";
import type { ProgramText } from "./verdicts.js";

/** What is asked of the program around loads. */
export interface LoadSurroundings extends LoadGround {
  isGone(file: string): boolean;
  /** What calling an export does; null where the file can't be read. */
  summary(file: string, path: string, isNew: boolean, constants: CallAtLoad["constants"]): CallSummary | null;
  /** What reading an export does; null where the file can't be read. */
  reading(file: string, path: string): Doings | null;
  readonly texts: ProgramText;
  readonly homes: ExportHomes;
  readonly users: ModuleUsers;
  readonly order: LoadOrder;
  readonly changers: Changers;
  /** What was judged before, of other sets of modules that go as well. */
  readonly kept: Map<string, KeptAnswer>;
}
