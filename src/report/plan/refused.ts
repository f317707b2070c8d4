import type { Plan, Refusal } from "../../optimize/plan.js";
import { entryText } from "./edits.js";
import { shortPaths, shortPlace } from "./places.js";
import { whatToDo } from "./what-to-do.js";

/** Imports that the same reasons refuse: who takes these away, takes all of them out of startup. */
export interface RefusedGroup {
  readonly savingUs: number;
  readonly imports: readonly { readonly place: string; readonly names: string; readonly importer: string }[];
  readonly reasons: readonly { readonly code: string; readonly message: string; readonly place: string }[];
  /** What a person could do; "" where nothing general can be said. */
  readonly hint: string;
}

/** The refusals of a plan, each import once, those with the same reasons together; the costliest first. */
export function refusedGroups({ language, refusals }: Pick<Plan, "language" | "refusals">): RefusedGroup[] {
  const imports = grouped(refusals, ({ file, line, names }) => `${file}:${line} ${names.join()}`);
  const groups = grouped(imports, (of) => of.map(({ reason }) => reasonKey(reason)).join("\n"));
  return groups
    .map((group): RefusedGroup => {
      const reasons = group[0]?.map(({ reason }) => reason) ?? [];
      return {
        savingUs: Math.max(...group.flat().map(({ savingUs }) => savingUs)),
        imports: group.flatMap(([first]) =>
          first === undefined
            ? []
            : [
                {
                  place: shortPlace(first),
                  names: first.names.join(", ") || entryText(language),
                  importer: first.importer,
                },
              ],
        ),
        reasons: reasons.map((reason) => ({
          code: reason.code,
          message: shortPaths(reason.message),
          place: shortPlace(reason),
        })),
        hint: whatToDo(reasons.map(({ code }) => code)),
      };
    })
    .sort((a, b) => b.savingUs - a.savingUs);
}

function reasonKey({ code, file, line }: Refusal["reason"]): string {
  return `${code} ${file}:${line}`;
}

/** In the order of their first. */
function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const known = found.get(keyOf(row));
    if (known === undefined) found.set(keyOf(row), [row]);
    else known.push(row);
  }
  return [...found.values()];
}

/** The end of a piece of advice's sentence; reports show the time in a place of its own. */
const STAYS = /: [\d.,]+ ms stay until this changes$/;

/** In the plan's order: the most gain for each place that would have to change first. */
export function adviceRows({ advice }: Pick<Plan, "advice">): { savingUs: number; place: string; message: string }[] {
  return advice.map(({ file, line, savingUs, message }) => ({
    savingUs,
    place: shortPlace({ file, line }),
    message: shortPaths(message.replace(STAYS, "")),
  }));
}
