import type { Reason } from "../languages/rewriting.js";
import { type Candidate, isAmong } from "./search.js";
import type { RecordedStart } from "./starts.js";

/**
 * Of a name that functions of a start read for nothing but to tell whether they catch what is raised: the first such line. Any exception
 * that passes asks for it, that of `sys.exit()` too. Null for names of which more is needed, or nothing.
 */
export function isCaughtOnly({ judged, name }: Candidate, start: RecordedStart): Reason | null {
  const { usage } = judged;
  const ran = start.graph.recorded?.linesRun?.[name.file] ?? [];
  if (usage === undefined || usage.readAt.some((line) => isAmong(line, ran))) return null;
  const caught = usage.caughtAt.find(({ line }) => isAmong(line, ran));
  if (caught === undefined) return null;
  const { line, text } = caught;
  const message = `an except clause asks for ${text} whenever anything is raised there, also to end the program`;
  return { code: "caught-at-start", message, file: name.file, line };
}

/** Whether a value that a module's load makes of a name is read by functions that a start runs: made later it would be made all the same. */
export function isValueNeeded(
  { judged, name }: Candidate,
  candidates: readonly Candidate[],
  start: RecordedStart,
): boolean {
  const makes = judged.refusal === null ? [] : (judged.usage?.makes ?? []);
  if (makes.length === 0) return false;
  const ran = start.graph.recorded?.linesRun?.[name.file] ?? [];
  if (makes.some(({ readAt }) => readAt.some((line) => isAmong(line, ran)))) return true;
  return candidates.some(
    (other) =>
      other.name.from !== null &&
      other.name.imported.includes(name.importer) &&
      makes.some((made) => made.name === other.name.text.split(/\s/, 1)[0]) &&
      other.runsAnyway(start),
  );
}
