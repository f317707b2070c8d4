import { UserError } from "../errors.js";
import type { ImportGraph } from "../graph/graph.js";
import type { Warning } from "../graph/profile.js";
import { ORIGINS } from "../graph/vocabulary.js";
import { repositoryAround } from "../io/repository.js";
import { record } from "../record/record.js";
import { type Loaded, variedWarning } from "./agreed.js";
import { inRepository } from "./in-repository.js";
import type { GateOptions } from "./options.js";
import type { Side } from "./sides.js";

/** What a start loads; null, with a warning, where our hooks can't get into it. */
export async function recorded(
  name: "base" | "head",
  side: Side,
  options: GateOptions,
  warnings: Warning[],
): Promise<Loaded | null> {
  const { tool, packageRoot, stop } = options;
  const { words, environment, cwd } = side.program;
  try {
    const { analysis, counted } = await record({
      tool,
      words,
      runs: 1,
      once: false,
      trace: true,
      counted: COUNTED,
      observe: options.isKept,
      cold: false,
      stdoutToStderr: false,
      quiet: true,
      timeoutS: options.timeoutS,
      packageRoot,
      root: side.root,
      ...(cwd === undefined ? {} : { cwd }),
      environment,
      say: () => {},
      onRun: () => {},
      stop,
    });
    options.onStart?.(name, analysis);
    const { graph } = analysis;
    // A checkout's root is the repository's.
    const loaded = { graph: side.isCheckout ? graph : inRepository(graph, repositoryAround(side.root)), counted };
    warnings.push(...variedWarning(name, loaded));
    return loaded;
  } catch (error) {
    if (!(error instanceof UserError) || !NOT_SEEN.has(error.code) || stop.aborted) throw error;
    warnings.push({ code: error.code, message: `what ${words.join(" ")} loads is not known: ${error.message}` });
    return null;
  }
}

/** Beside the timed run, whose modules count as well. */
const COUNTED = 3;

/** Programs that are none of Python or Node can still be timed. */
const NOT_SEEN: ReadonlySet<string> = new Set([
  "nothing-recorded",
  "hooks-kept-out",
  "other-runtime",
  "other-implementation",
  "python-too-old",
  "node-too-old",
]);

/** Both sides would run the code of a third place: a verdict on that says nothing. */
export function refuseOther(base: Side | null, head: Side, sides: { base: Loaded | null; head: Loaded | null }): void {
  if (base === null || !head.isCheckout) return;
  for (const [side, loaded, name] of [
    [base, sides.base, "base"],
    [head, sides.head, "head"],
  ] as const) {
    if (loaded === null || ownModules(loaded.graph) > 0) continue;
    throw new UserError(
      "not-the-checkout",
      `${side.program.words.join(" ")} ran no code of the checkout of ${name}: it loads what is installed`,
      'install each side into an environment of its own: --setup "pip install -e ."',
    );
  }
}

function ownModules({ modules }: ImportGraph): number {
  const application = ORIGINS.indexOf("application");
  let count = 0;
  for (let module = 0; module < modules.count; module++)
    if (modules.origin[module] === application && !(modules.file?.[module] ?? "/").startsWith("/")) count++;
  return count;
}
