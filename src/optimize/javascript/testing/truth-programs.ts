import { seededRandom } from "../../../measure/random.js";
import { AwaitedMaker } from "./awaited-programs.js";
import { CommonJsMaker } from "./common-js-programs.js";
import { ModuleMaker } from "./module-programs.js";
import type { TruthProgram } from "./truth-program.js";

/** For tests. @param seed makes the same program again: one of ES modules each third time, each other one of these with functions that wait */
export function truthProgram(seed: number): TruthProgram {
  const random = seededRandom(seed);
  if (seed % 3 !== 0) return new CommonJsMaker(random).program();
  return (seed % 2 === 0 ? new ModuleMaker(random) : new AwaitedMaker(random)).program();
}
