import type { Binding, Context } from "./context.js";

interface Sweep {
  readonly bindings: readonly Binding[];
  next: number;
  /** Bindings whose scopes the sweep stands in, innermost last. */
  readonly open: Binding[];
}

/** Says what a name is bound to at rising offsets; scopes nest, so one sweep over the text is enough. */
export class Scopes {
  private readonly sweeps = new Map<string, Sweep>();

  constructor(
    bindings: readonly Binding[],
    private readonly text: string,
  ) {
    for (const binding of [...bindings].sort((a, b) => a.from - b.from)) {
      const sweep = this.sweeps.get(binding.name);
      if (sweep === undefined) this.sweeps.set(binding.name, { bindings: [binding], next: 0, open: [] });
      else (sweep.bindings as Binding[]).push(binding);
    }
  }

  /** The innermost binding of a name; null for none, or for the real `require` handed into a UMD factory. */
  binding(name: string, offset: number): Binding | null {
    const sweep = this.sweeps.get(name);
    if (sweep === undefined) return null;
    const { bindings, open } = sweep;
    for (let next = bindings[sweep.next]; next !== undefined && next.from <= offset; next = bindings[sweep.next]) {
      drop(open, next.from);
      open.push(next);
      sweep.next += 1;
    }
    drop(open, offset);
    const innermost = open.at(-1) ?? null;
    return innermost?.parameterOf && isUmdFactory(innermost.parameterOf, this.text) ? null : innermost;
  }
}

/** Drops the bindings whose scopes ended before an offset. */
function drop(open: Binding[], offset: number): void {
  for (let last = open.at(-1); last !== undefined && last.to >= 0 && last.to <= offset; last = open.at(-1)) open.pop();
}

/**
 * TypeScript's UMD wrapper: a function whose first parameter is `require` is handed to a function that is called where it
 * stands and calls it with the real `require`. It is then called at once, too.
 */
function isUmdFactory(factory: Context, text: string): boolean {
  const { handedTo } = factory;
  if (handedTo === null) return false;
  if (factory.called) return true;
  const parameters = /^\(([^)]*)\)/.exec(text.slice(handedTo.start, handedTo.start + 200))?.[1]?.split(",");
  const name = parameters?.[factory.handedIndex]?.trim();
  const first = text.slice(factory.start, factory.start + 20);
  if (name === undefined || !/^[\w$]+$/.test(name) || !/^\(?\s*require\b/.test(first)) return false;
  const calls = new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}\\(require\\b`);
  if (!calls.test(text.slice(handedTo.start, handedTo.end))) return false;
  factory.called = true;
  return true;
}
