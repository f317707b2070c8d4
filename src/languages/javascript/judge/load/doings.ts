import type { Node } from "../../scan/full/node.js";
import type { CallAtLoad, Doings, ForeignPath, LoadCode, LoadEffect, PathRead } from "./facts.js";

/** Collects what walked code does, each once a line. */
export class DoingsList implements Doings {
  readonly effects: LoadEffect[] = [];
  readonly calls: CallAtLoad[] = [];
  readonly reads: PathRead[] = [];
  private readonly known = new Set<string>();

  /** How many conditions stand around what is walked. */
  doubtful = 0;

  /** As plain data. */
  done(): Doings {
    const { effects, calls, reads } = this;
    return { effects, calls, reads };
  }

  effect(code: LoadCode, what: string, line: number, isDoubt = false, of?: ForeignPath): void {
    const isConditional = this.doubtful > 0;
    if (!this.isNew(`${code}\0${what}\0${line}\0${isDoubt}\0${isConditional}`)) return;
    this.effects.push({ code, what, line, isDoubt, isConditional, ...(of === undefined ? {} : { of }) });
  }

  call(made: CallAtLoad): void {
    const { specifier, path, line } = made;
    const inner = made.ifCalled;
    const whose = made.handedOutside.map((each) => each?.length ?? -1);
    const extra = `${made.ownArguments}${made.hasOwnRest}${whose}:${inner.effects.length}:${inner.calls.length}:${inner.reads.length}`;
    if (this.isNew(`call\0${specifier}\0${path}\0${line}\0${extra}`)) this.calls.push(made);
  }

  read(specifier: string, path: string, line: number): void {
    if (this.isNew(`read\0${specifier}\0${path}`)) this.reads.push({ specifier, path, line });
  }

  passOn(specifier: string, path: string, line: number): void {
    if (this.isNew(`passed\0${specifier}\0${path}`)) this.reads.push({ specifier, path, line, isPassedOn: true });
  }

  private isNew(key: string): boolean {
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }
}

/** From 1. */
export function lineOf(node: Node): number {
  return (node.loc as { start: { line: number } } | undefined)?.start.line ?? 0;
}
