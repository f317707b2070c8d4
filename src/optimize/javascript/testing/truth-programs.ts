import { seededRandom } from "../../../measure/random.js";
import { CommonJsMaker } from "./common-js-programs.js";
import { ModuleMaker } from "./module-programs.js";
import type { TruthProgram } from "./truth-program.js";

/** For tests. @param seed makes the same program again: one of ES modules each third time */
export function truthProgram(seed: number): TruthProgram {
  const random = seededRandom(seed);
  return (seed % 3 === 0 ? new ModuleMaker(random) : new CommonJsMaker(random)).program();
}
