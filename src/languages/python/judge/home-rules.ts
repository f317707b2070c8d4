import type { ImportedName } from "../../rewriting.js";
import { compilesFunction } from "./annotation-readers.js";
import { meaningOf, withoutCall } from "./decorators.js";
import type { FileFacts } from "./facts.js";
import { entry, scopesAround } from "./nesting.js";
import { Refused } from "./refused.js";
import type { Situation } from "./situation.js";

const LATE: Readonly<Record<string, string>> = {
  finaliser: "as objects are destroyed, also when the interpreter ends",
  "signal-handler": "in a signal handler",
  "weakref-callback": "as objects are destroyed",
  "atexit-function": "when the interpreter ends",
  "trace-function": "for each line that is traced",
  "fork-hook": "around a fork",
  "audit-hook": "within other code, also within imports",
  "import-hook": "within imports",
  "collector-callback": "within a garbage collection",
  "preexec-function": "between a fork and an exec",
  "logging-handler": "under the lock of a logging handler",
  "module-getattr": "within the lookup of the module's attributes, also by imports",
};

/** @throws Refused where a function is no place for an import, whenever it is called */
export function checkHome(facts: FileFacts, home: number, name: ImportedName, situation: Situation): void {
  const importer = { file: name.file, module: name.importer };
  const scope = entry(facts.scopes, home);
  if (scope.late !== null) {
    const { why, line } = scope.late;
    const when = LATE[why] ?? "where an uncaught exception is shown";
    throw new Refused(`used-in-${why}`, `${scope.name} uses ${name.bound} and may run ${when}`, line);
  }
  const call = situation.lateCalls.get(scope.name);
  if (call !== undefined) {
    throw new Refused(
      "used-in-finaliser",
      `${scope.name} uses ${name.bound} and may be called as objects are destroyed`,
      call.line,
      call.file,
    );
  }
  for (const around of scopesAround(facts, home)) {
    const compiler = around.decorators.find((decorator) =>
      compilesFunction(withoutCall(meaningOf(facts, decorator, importer))),
    );
    if (compiler !== undefined) {
      throw new Refused(
        "compiled-function",
        `the decorator ${compiler} compiles ${around.name}'s own code`,
        around.line,
      );
    }
  }
}
