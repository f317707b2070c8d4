import type { HookFolder } from "../io/hook-folder.js";
import type { Program } from "../measure/runner.js";
import { RECORDINGS } from "../record/recordings.js";

/** The program with nothing that earlier runs compiled. @param folder has a new empty folder for each run */
export function coldProgram(program: Program, folder: Pick<HookFolder, "emptyFolder">): Program {
  const empty = folder.emptyFolder();
  const added = RECORDINGS.map((support) => support.coldEnvironment?.(empty));
  return { ...program, environment: Object.assign({}, program.environment, ...added) };
}
