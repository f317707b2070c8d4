import { UserError } from "../../errors.js";
import { MarshalDict, type MarshalValue } from "./marshal.js";

/** A profile's functions and who called whom, as pstats keeps them. */
export interface Calls {
  readonly functions: CalledFunction[];
  /** Edges, by index in `functions`: `callers[i]` called `callees[i]`. Each pair once. */
  readonly callers: number[];
  readonly callees: number[];
  /** True for a profile of Python 3.15's sampling profiler. */
  sampled: boolean;
}

export interface CalledFunction {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** Seconds in the function itself and in all with what it called; null where it has no entry of its own. */
  times: { selfSeconds: number; seconds: number } | null;
}

/**
 * Reads `{(file, line, name): (calls, all calls, self seconds, seconds, {caller: …})}`. What a caller is
 * mapped to (counts and times, or a count alone in the older form) is not needed.
 *
 * @throws UserError that names the first entry that is not of this shape
 */
export function readCalls(stats: MarshalValue, file: string): Calls {
  const calls: Calls = { functions: [], callers: [], callees: [], sampled: false };
  const indices = new Map<string, number>();
  if (!(stats instanceof MarshalDict)) return refuse(0, "a table", file);

  function indexOf(key: MarshalValue, entry: number): number {
    const [path, line, name] = Array.isArray(key) && key.length === 3 ? key : [];
    if (typeof path !== "string" || typeof line !== "number" || typeof name !== "string")
      return refuse(entry, "a function's file, line and name", file);
    const text = `${line}\n${path}\n${name}`;
    const known = indices.get(text);
    if (known !== undefined) return known;
    indices.set(text, calls.functions.length);
    return calls.functions.push({ file: path, line, name, times: null }) - 1;
  }

  for (const [entry, [key, value]] of stats.entries.entries()) {
    if (Array.isArray(key) && key.length === 1 && key[0] === "__sampled__") {
      calls.sampled = true;
      continue;
    }
    const callee = indexOf(key, entry);
    const [, , selfSeconds, seconds, callers] = Array.isArray(value) && value.length === 5 ? value : [];
    if (typeof selfSeconds !== "number" || typeof seconds !== "number" || !(callers instanceof MarshalDict))
      return refuse(entry, "its counts, times and callers", file);
    const called = calls.functions[callee];
    // A key that comes twice is what a dict can't hold; its last value counts, as in Python.
    if (called !== undefined) called.times = { selfSeconds, seconds };
    for (const [caller] of callers.entries) {
      calls.callers.push(indexOf(caller, entry));
      calls.callees.push(callee);
    }
  }
  return calls;
}

function refuse(entry: number, expected: string, file: string): never {
  throw new UserError(
    "invalid-prof",
    `entry ${entry + 1} of this file is not ${expected}, as cProfile writes it`,
    "Make the profile with python -m cProfile -o FILE, or with Stats.dump_stats.",
    { file },
  );
}
