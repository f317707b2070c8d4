import type { ProbedEffect, ProbedLoad } from "../../probe/read-probe.js";
import type { LoadCode, LoadEffect } from "./facts.js";
import { type JudgedLoads, judgeLoads } from "./judge-loads.js";
import { type LoadReason, uniqueReasons } from "./load-reason.js";
import type { LoadSurroundings } from "./load-surroundings.js";
import { isSameLater, wordsOf } from "./verdicts.js";

export interface LoadJudgement {
  /** Of each file why it may not load later; no reasons where that is proven. */
  readonly reasons: ReadonlyMap<string, readonly LoadReason[]>;
  /** What it rests on, of each file without reasons. */
  readonly grounds: ReadonlyMap<string, "static" | "observed">;
  /**
   * Modules that go too and that a file's load changes, or, where it rests on a run, whose functions it ran: nobody may get at
   * them later without that file, so they have to load together.
   */
  readonly tied: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What is asked of a function that ran though its module stays: why it may change what no look at objects shows; null if it can't. */
export type HiddenState = (file: string, offset: number) => { readonly what: string; readonly line: number } | null;

/**
 * Files around whose loads a probing run should look: those that all but doubts speak for, and those that change something for
 * certain, so that this is not taken for the doing of whoever loads them.
 */
export function toProbe(reasons: ReadonlyMap<string, readonly LoadReason[]>): string[] {
  const wanted: string[] = [];
  for (const [file, given] of reasons) {
    const all = given.filter(({ stateOf }) => stateOf === undefined);
    const isDoubtful = all.length > 0 && all.every(({ isDoubt }) => isDoubt);
    if (isDoubtful || all.some(({ code }) => !code.startsWith("reads-"))) wanted.push(file);
  }
  return wanted;
}

/**
 * Why modules may not load later, or never, by what their texts say and, where that leaves doubts, by what a run saw.
 *
 * @param accept codes of reasons that are none
 * @param probed what all processes of a probing run saw with these modules as those that go; null without such a run
 */
export function loadReasons(
  gone: Iterable<string>,
  around: LoadSurroundings,
  probed: readonly ProbedLoad[] | null,
  hidden: HiddenState,
  accept: ReadonlySet<string> = new Set(),
): LoadJudgement {
  const judged = judgeLoads(gone, around);
  const { reasons, tied } = judged;
  const asWritten = new Map(reasons);
  const open = (all: readonly LoadReason[]): LoadReason[] =>
    all.filter(({ code, stateOf }) => !accept.has(code) && stateOf === undefined);
  for (const [file, all] of reasons) reasons.set(file, open(all));
  const grounds = new Map<string, "static" | "observed">();
  const byFile = probed === null ? null : windowsByFile(probed);
  for (const [file, all] of reasons) {
    if (all.length === 0) {
      grounds.set(file, "static");
      continue;
    }
    if (byFile === null || !all.every(({ isDoubt }) => isDoubt)) continue;
    const windows = byFile.get(file);
    if (windows === undefined) continue;
    const seen = open(windows.flatMap((each) => observedReasons(file, each, around, hidden)));
    const touched = new Set(tied.get(file));
    for (const { ran } of windows)
      for (const each of ran) if (each.during === file && around.isGone(each.file)) touched.add(each.file);
    if (touched.size > 0) tied.set(file, touched);
    if (seen.length === 0) {
      reasons.set(file, []);
      grounds.set(file, "observed");
    } else reasons.set(file, [...all, ...uniqueReasons(seen)]);
  }
  tieReaders(judged, asWritten, grounds, accept, around);
  return { reasons, grounds, tied };
}

/** Loads that read state of modules that go too have to come with these; one that another load changes is as it was by its order. */
function tieReaders(
  { reasons, tied, reading }: JudgedLoads,
  asWritten: ReadonlyMap<string, readonly LoadReason[]>,
  grounds: Map<string, "static" | "observed">,
  accept: ReadonlySet<string>,
  { order, isGone }: Pick<LoadSurroundings, "order" | "isGone">,
): void {
  const changedBy = new Map<string, Set<string>>();
  for (const [file, all] of tied)
    for (const each of all) changedBy.set(each, (changedBy.get(each) ?? new Set()).add(file));
  const isChanged = (held: string, reader: string, via: string | undefined): boolean =>
    [...(changedBy.get(held) ?? [])].some(
      (each) =>
        each !== reader &&
        each !== held &&
        (via === undefined || !order.isOver(each, via, reader)) &&
        !order.isOneLoad(each, reader, isGone),
    );
  for (const [file, all] of reading) {
    const open = (asWritten.get(file) ?? []).filter(
      ({ code, stateOf, via }) => !accept.has(code) && stateOf?.some((each) => isChanged(each, file, via)) === true,
    );
    if (open.length > 0) {
      reasons.set(file, [...(reasons.get(file) ?? []), ...open]);
      grounds.delete(file);
    } else tied.set(file, new Set([...(tied.get(file) ?? []), ...all]));
  }
}

function windowsByFile(probed: readonly ProbedLoad[]): Map<string, ProbedLoad[]> {
  const found = new Map<string, ProbedLoad[]>();
  for (const each of probed) {
    for (const file of each.files) {
      const known = found.get(file);
      if (known === undefined) found.set(file, [each]);
      else known.push(each);
    }
  }
  return found;
}

function observedReasons(file: string, load: ProbedLoad, around: LoadSurroundings, hidden: HiddenState): LoadReason[] {
  const found: LoadReason[] = [];
  for (const effect of load.effects) {
    if (effect.during !== null && effect.during !== file) continue;
    if (isSameLater(asEffect(effect), around.texts)) continue;
    const words = wordsOf(effect.kind as LoadCode, effect.what);
    found.push({
      code: effect.kind,
      message: `it ${words}`,
      file: effect.file,
      line: Math.max(effect.line, 1),
      isDoubt: false,
    });
  }
  for (const { file: callee, name, offset, during } of load.ran) {
    if (during !== file || around.isGone(callee)) continue;
    const state = hidden(callee, offset);
    if (state === null) continue;
    const message = `it runs ${name === "" ? "a function" : name} of a module that stays, which ${state.what}`;
    found.push({ code: "calls-staying-module", message, file: callee, line: state.line, isDoubt: false });
  }
  return found;
}

function asEffect({ kind, what, line }: ProbedEffect): LoadEffect {
  const name = kind === "reads-terminal" ? `node:tty.${what}` : what;
  return { code: kind as LoadCode, what: name, line, isDoubt: false, isConditional: false };
}
