import type { ImportGraph } from "../../graph/graph.js";
import type { Warning } from "../../graph/profile.js";
import { ORIGINS } from "../../graph/vocabulary.js";
import type { ByEnvironment } from "./by-environment.js";
import type { ByName } from "./by-name.js";
import type { PythonEnvironment } from "./environment.js";
import { possibleVersions } from "./versions.js";

/** What names alone left open. */
export function doubtsByName(judge: ByName, classified: ImportGraph): Warning[] {
  const warnings: Warning[] = [];
  if (classified.modules.origin.includes(ORIGINS.indexOf("dependency"))) {
    warnings.push({
      code: "origin-unknown-application",
      message: "in a log the application's own modules look like dependencies; --python EXE tells them apart",
    });
  }
  if (judge.guesses > 0) {
    warnings.push({
      code: "distributions-guessed",
      message: "distributions are guessed from module names; --python EXE knows the installed ones",
    });
  }
  if (judge.doubtful.length > 0) {
    warnings.push({
      code: "stdlib-in-some-versions",
      message: `counted as stdlib, though not every Python version that the log can come from has them: ${listed(judge.doubtful)}`,
    });
  }
  return warnings;
}

/** What an environment left open, or where it can't be the one that made the log. */
export function doubtsByEnvironment(
  judge: ByEnvironment,
  graph: ImportGraph,
  environment: PythonEnvironment,
): Warning[] {
  const warnings: Warning[] = [];
  const { first, last } = possibleVersions(graph);
  const minor = environment.version[1];
  if (minor < first || minor > last) {
    const versions = first === last ? `3.${first}` : `3.${first} to 3.${last}`;
    warnings.push({
      code: "environment-differs",
      message: `the log comes from Python ${versions}, ${environment.executable} is ${environment.runtime}: origins and distributions may be wrong`,
    });
  }
  if (judge.missing.length > 0) {
    warnings.push({
      code: "environment-lacks-modules",
      message: `not found in the environment of ${environment.executable} and counted as application: ${listed(judge.missing)}`,
    });
  }
  return warnings;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
