import type { Rows } from "./rows.js";
import { fits, needed } from "./sums.js";

interface Plan {
  /** How many ways to assign the rows so far are kept at each row. */
  readonly width: number;
  /** How many processes without a header row of their own there may be. */
  readonly forks: number;
  /** Whether a module that is loaded twice running counts as unlikely; an import that fails is often retried. */
  readonly retries: boolean;
}

/**
 * The searches, until one leaves no row in doubt: narrow before wide. A real log of five processes at once
 * (741 rows) takes the last.
 */
const PLANS: readonly [Plan, ...Plan[]] = [
  { width: 32, forks: 0, retries: true },
  { width: 32, forks: 4, retries: true },
  { width: 512, forks: 0, retries: true },
  { width: 512, forks: 4, retries: true },
  { width: 512, forks: 0, retries: false },
];
/** Steps tried, each counted with what it copies: bounds the time of one search to about two seconds. */
const MOST_WORK = 4_000_000;
/** Only the processes that wrote last are tried for a row. */
const MOST_PROCESSES_TRIED = 12;

// Costs. A broken sum or a lost row is one; what is only unlikely costs less, to decide between equals.
const BROKEN = 1;
const FORK = 1.5;
const UNFINISHED = 0.5;
const REPEATED = 0.3;
const SWITCH = 0.02;
const FAMILIAR = -0.02;

export interface Assignment {
  /** The rows of each process in the order of the log, processes in the order of their first rows. */
  readonly processes: readonly Int32Array[];
  /** Lost rows and sums that do not fit under this assignment. */
  readonly broken: number;
  readonly unclear: boolean;
}

/**
 * Tells the rows of processes apart that wrote into one log at the same time.
 *
 * Within a process the rows are a post-order walk: after a row of depth x comes a load without loads of depth
 * x or more, or the importer at depth x - 1, whose time must be that of the loads that wait for it. The
 * first leaves a choice, the second almost never does. So all choices are followed side by side (a beam
 * search), the sums decide which of them live on, and names decide between equals: a process rarely loads a
 * module twice, and what followed a module once often follows it again.
 *
 * @param headers for each header row, how many rows stood before it; each starts a process
 * @returns null for a log that would take too long
 */
export function assignRows(rows: Rows, headers: Int32Array): Assignment | null {
  let best: Search | null = null;
  for (const plan of PLANS) {
    if (best?.broken === 0) break;
    if (work(rows, headers, plan) > MOST_WORK) continue;
    const search: Search = new Search(rows, headers, plan);
    if (best === null || search.doubt < best.doubt) best = search;
  }
  if (best === null) return null;
  return { processes: grouped(best.assignment), broken: best.broken, unclear: best.broken > 0 };
}

function work(rows: Rows, headers: Int32Array, plan: Plan): number {
  const processes = headers.length + plan.forks + 1;
  const copied = rows.names.count / 512 + processes / 16;
  return plan.width * rows.count * (Math.min(processes, MOST_PROCESSES_TRIED) + copied);
}

/** A load that waits for its importer. Lists share their tails; `key` names a whole list. */
interface Waiting {
  readonly depth: number;
  readonly us: number;
  readonly lost: boolean;
  readonly below: Waiting | null;
  readonly key: number;
}

interface Process {
  readonly top: Waiting | null;
  readonly seen: Uint32Array;
  readonly lastName: number;
  readonly lastRow: number;
}

/** One way to assign the rows so far. */
interface Way {
  readonly cost: number;
  readonly broken: number;
  readonly processes: readonly Process[];
  readonly last: number;
  readonly trail: Trail | null;
}

interface Trail {
  readonly process: number;
  readonly before: Trail | null;
}

interface Step {
  readonly way: Way;
  readonly process: number;
  readonly cost: number;
  readonly broken: number;
  readonly top: Waiting;
}

class Search {
  readonly assignment: Int32Array;
  readonly broken: number;
  /** Broken places, and what the processes cost that no header row announced. */
  readonly doubt: number;
  private readonly words: number;
  private readonly follows = new Map<number, number>();

  constructor(
    private readonly rows: Rows,
    headers: Int32Array,
    private readonly plan: Plan,
  ) {
    this.words = (rows.names.count + 31) >> 5;
    this.countFollowers();
    const base = headers[0] === 0 ? 0 : 1;
    let ways: Way[] = [{ cost: 0, broken: 0, processes: [], last: -1, trail: null }];
    let started = 0;
    for (let row = 0; row < rows.count; row++) {
      while (started < headers.length && (headers[started] ?? 0) <= row) started++;
      ways = this.advance(ways, row, base + started);
    }
    const ended = ways.map((way) => ({
      way,
      cost: way.cost + UNFINISHED * way.processes.filter((process) => (process.top?.depth ?? 0) > 0).length,
    }));
    const best = ended.reduce((a, b) => (b.cost < a.cost ? b : a));
    this.broken = best.way.broken;
    this.doubt = this.broken * BROKEN + Math.max(0, best.way.processes.length - base - started) * FORK;
    this.assignment = new Int32Array(rows.count);
    for (let trail = best.way.trail, row = rows.count - 1; trail !== null; trail = trail.before)
      this.assignment[row--] = trail.process;
  }

  private countFollowers(): void {
    const name = this.rows.name.raw;
    for (let row = 1; row < this.rows.count; row++) {
      const pair = (name[row - 1] ?? 0) * this.rows.names.count + (name[row] ?? 0);
      this.follows.set(pair, (this.follows.get(pair) ?? 0) + 1);
    }
  }

  private advance(ways: readonly Way[], row: number, started: number): Way[] {
    const best = new Map<number, Step>();
    for (const way of ways) {
      for (const process of candidates(way, started + this.plan.forks)) {
        const step = this.step(way, process, row, process >= started && process >= way.processes.length);
        const key = keyAfter(way, process, step.top.key);
        const known = best.get(key);
        if (known === undefined || step.cost < known.cost) best.set(key, step);
      }
    }
    const steps = [...best.values()].sort((a, b) => a.cost - b.cost).slice(0, this.plan.width);
    return steps.map((step) => this.taken(step, row));
  }

  private step(way: Way, index: number, row: number, forked: boolean): Step {
    const process = way.processes[index];
    const { rows } = this;
    const name = rows.name.raw[row] ?? 0;
    const placed = place(process?.top ?? null, row, rows);
    let cost = way.cost + placed.broken * BROKEN + (forked ? FORK : 0);
    if (index !== way.last) cost += SWITCH;
    if (process !== undefined) {
      if (
        !(this.plan.retries && process.lastName === name) &&
        (((process.seen[name >> 5] ?? 0) >>> (name & 31)) & 1) === 1
      )
        cost += REPEATED;
      if ((this.follows.get(process.lastName * rows.names.count + name) ?? 0) > 1) cost += FAMILIAR;
    }
    return { way, process: index, cost, broken: way.broken + placed.broken, top: placed.top };
  }

  private taken(step: Step, row: number): Way {
    const name = this.rows.name.raw[row] ?? 0;
    const before = step.way.processes[step.process];
    const seen = before === undefined ? new Uint32Array(this.words) : before.seen.slice();
    seen[name >> 5] = (seen[name >> 5] ?? 0) | (1 << (name & 31));
    const processes = step.way.processes.slice();
    processes[step.process] = { top: step.top, seen, lastName: name, lastRow: row };
    return {
      cost: step.cost,
      broken: step.broken,
      processes,
      last: step.process,
      trail: { process: step.process, before: step.way.trail },
    };
  }
}

/** The processes that a row may belong to: those that wrote last, and one that has not written yet. */
function candidates(way: Way, allowed: number): number[] {
  let indices = way.processes.map((_, index) => index);
  if (indices.length > MOST_PROCESSES_TRIED) {
    const lastRow = (index: number): number => way.processes[index]?.lastRow ?? 0;
    indices = indices.sort((a, b) => lastRow(b) - lastRow(a)).slice(0, MOST_PROCESSES_TRIED);
  }
  if (way.processes.length < allowed) indices.push(way.processes.length);
  return indices;
}

/** The waiting loads of a process after a row, and how many rows must be lost or wrong for it. */
function place(before: Waiting | null, row: number, rows: Rows): { top: Waiting; broken: number } {
  const depth = rows.depth.raw[row] ?? 0;
  const cumulativeUs = Math.max(0, rows.cumulativeUs.raw[row] ?? 0);
  const need = needed(rows.selfUs.raw[row] ?? 0, rows.cumulativeUs.raw[row] ?? 0);
  let broken = 0;
  let top = before;
  if (top !== null && top.depth > depth + 1) {
    broken = top.depth - depth - 1;
    top = lostAbove(top, depth + 1);
  }
  let sum = 0;
  let count = 0;
  let room = false;
  let rest = top;
  let fitting: Waiting | null | undefined = need === null || fits(0, 0, need) ? top : undefined;
  while (rest !== null && rest.depth === depth + 1) {
    sum += rest.us;
    room ||= rest.lost;
    count++;
    rest = rest.below;
    if (need === null || fits(sum, count, room ? Math.min(need, sum) : need)) fitting = rest;
  }
  if (fitting === undefined) {
    broken++;
    fitting = rest;
  }
  if (fitting !== null && fitting.depth === depth + 1) {
    broken++;
    fitting = lostAbove(fitting, depth);
  }
  return { top: waiting(depth, cumulativeUs, false, fitting, row), broken };
}

/** The list after all waiting loads deeper than `depth` got a lost load of that depth as importer. */
function lostAbove(top: Waiting, depth: number): Waiting {
  let below: Waiting | null = top;
  let us = 0;
  while (below !== null && below.depth > depth) {
    us += below.us;
    below = below.below;
  }
  return waiting(depth, us, true, below, -top.depth);
}

function waiting(depth: number, us: number, lost: boolean, below: Waiting | null, label: number): Waiting {
  return { depth, us, lost, below, key: mix(below?.key ?? 7, label) };
}

function keyAfter(way: Way, changed: number, key: number): number {
  let whole = 1;
  const count = Math.max(way.processes.length, changed + 1);
  for (let index = 0; index < count; index++) {
    const process = way.processes[index];
    // What a process has loaded down to depth 0 no longer matters, only that it is there.
    whole = mix(whole, index === changed ? key : (process?.top?.key ?? 0));
  }
  return whole;
}

function mix(a: number, b: number): number {
  let mixed = Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return Math.imul(mixed, 0xc2b2ae35) ^ (mixed >>> 16);
}

function grouped(assignment: Int32Array): Int32Array[] {
  const groups = new Map<number, number[]>();
  assignment.forEach((process, row) => {
    const group = groups.get(process);
    if (group === undefined) groups.set(process, [row]);
    else group.push(row);
  });
  return [...groups.values()].map((group) => Int32Array.from(group));
}
