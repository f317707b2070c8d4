import type { Reason } from "../../../rewriting.js";
import type { LoadEffect } from "./facts.js";
import { wordsOf } from "./verdicts.js";

/** An argument of a call that the callee changes. */
export interface ChangedArgument {
  /** Its index; -1 for any. */
  readonly at: number;
  /** Whether not only the argument itself is, but what can be reached from it. */
  readonly isWithin: boolean;
}

/** @param path as `argumentPath` writes it */
export function changedArgument(path: string): ChangedArgument {
  return { at: Number.parseInt(path, 10), isWithin: path.endsWith("*") };
}

/** Why a module may not load later. */
export interface LoadReason extends Reason {
  /** Whether all that speaks for it is an expression that could not be followed: an observed run may say more. */
  readonly isDoubt: boolean;
  /**
   * Modules that go too and hold the state that is read: before they load there is none, so it is as now where nobody gets at them
   * without the module that reads it, and no other load changes them.
   */
  readonly stateOf?: readonly string[];
  /** What the file asks for to get at that state. */
  readonly via?: string;
  /** The arguments that are changed, and all that speaks for it. */
  readonly ofArguments?: readonly ChangedArgument[];
}

export function loadReason(code: string, message: string, file: string, line: number, isDoubt: boolean): LoadReason {
  return { code, message, file, line, isDoubt };
}

export function reasonOf(effect: LoadEffect, file: string): LoadReason {
  return loadReason(effect.code, `it ${wordsOf(effect.code, effect.what)}`, file, effect.line, effect.isDoubt);
}

/** Of the same told twice the one that is harder to lift. */
export function uniqueReasons(all: readonly LoadReason[]): LoadReason[] {
  const seen = new Map<string, LoadReason>();
  for (const each of all) {
    const key = `${each.code}\0${each.message}\0${each.file}\0${each.line}\0${each.stateOf}\0${each.via}\0${each.isDoubt}\0${JSON.stringify(each.ofArguments)}`;
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}
