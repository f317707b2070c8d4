/** What one run of a command did, its texts normalised. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote below the project's folder: path to contents, null for a file that it removed. */
  readonly files: ReadonlyMap<string, string | null>;
}

/** One thing of an outcome that can be the same or not. */
export interface Aspect {
  /** For instance "stdout, line 3". */
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What differs in a run after the edits from all runs before them. What those runs do not agree on is left out: lines that
 * one of them lacks.
 *
 * @param befores at least one
 */
export function differences(befores: readonly Outcome[], after: Outcome): Aspect[] {
  const found: Aspect[] = [];
  const codes = befores.map(({ exitCode }) => String(exitCode));
  if (!codes.includes(String(after.exitCode))) {
    found.push({ place: "exit code", before: codes[0] ?? "", after: String(after.exitCode) });
  }
  for (const name of ["stdout", "stderr"] as const) {
    found.push(
      ...textDifferences(
        name,
        befores.map((run) => run[name]),
        after[name],
      ),
    );
  }
  const names = new Set([...befores, after].flatMap(({ files }) => [...files.keys()]));
  for (const name of [...names].sort()) found.push(...fileDifferences(name, befores, after));
  return found;
}

/** What runs before the edits do not agree on, in words; none for a deterministic command. */
export function unsteady(befores: readonly Outcome[]): string[] {
  const [first, ...others] = befores;
  if (first === undefined) return [];
  return [...new Set(others.flatMap((other) => differences([first], other).map(({ place }) => place)))];
}

function fileDifferences(name: string, befores: readonly Outcome[], after: Outcome): Aspect[] {
  const texts = befores.map(({ files }) => files.get(name));
  const now = after.files.get(name);
  const said = (text: string | null | undefined): string =>
    text === undefined ? "not written" : text === null ? "removed" : "written";
  if (texts.some((text) => said(text) === said(now))) {
    const own = texts.filter((text): text is string => typeof text === "string");
    return typeof now === "string" ? textDifferences(name, own, now) : [];
  }
  return [{ place: name, before: said(texts[0]), after: said(now) }];
}

function textDifferences(name: string, befores: readonly string[], after: string): Aspect[] {
  if (befores.includes(after)) return [];
  const [first = "", ...others] = befores;
  const lines = first.split("\n");
  const now = after.split("\n");
  if (others.every((other) => other.split("\n").length === lines.length) && now.length === lines.length) {
    return lineDifferences(
      name,
      befores.map((text) => text.split("\n")),
      now,
    );
  }
  // Lines come and go from run to run: all that is in each of the runs before has to be there, and nothing that never was.
  if (others.every((other) => other === first)) return [firstDifference(name, lines, now)];
  const steady = others.reduce((left, other) => common(left, other.split("\n")), lines);
  const missing = without(steady, now);
  const [line] = missing;
  return line === undefined ? [] : [{ place: `${name}, a line`, before: line, after: "" }];
}

function lineDifferences(name: string, befores: readonly (readonly string[])[], now: readonly string[]): Aspect[] {
  const [first = []] = befores;
  const steady = first.map((line, at) => befores.every((lines) => lines[at] === line));
  return now.flatMap((line, at) =>
    steady[at] === true && line !== first[at]
      ? [{ place: `${name}, line ${at + 1}`, before: first[at] ?? "", after: line }]
      : [],
  );
}

function firstDifference(name: string, before: readonly string[], after: readonly string[]): Aspect {
  const at = before.findIndex((line, at) => line !== after[at]);
  const place = at < 0 ? before.length : at;
  return { place: `${name}, line ${place + 1}`, before: before[place] ?? "", after: after[place] ?? "" };
}

/** Lines of both, as often as in the one that has them less often. */
function common(one: readonly string[], other: readonly string[]): string[] {
  const left = counted(other);
  return one.filter((line) => take(left, line));
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = counted(others);
  return lines.filter((line) => !take(left, line));
}

function counted(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, line: string): boolean {
  const count = counts.get(line) ?? 0;
  if (count > 0) counts.set(line, count - 1);
  return count > 0;
}
