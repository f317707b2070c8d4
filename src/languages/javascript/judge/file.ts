import type { Reason } from "../../rewriting.js";
import { dialectOf } from "../scan/dialect.js";
import { asNode, child, list, type Node } from "../scan/full/node.js";
import { parseFully } from "../scan/full/parse.js";
import { LinePlaces } from "./line-places.js";
import type { Reference, Scope, Spot } from "./scopes/scope.js";
import { ScopeWalk } from "./scopes/walk.js";

/** A source with its tree and its names, read once for all that is asked of it. */
export interface ParsedSource {
  readonly unread: null;
  readonly text: string;
  /** Relative to the project's root. */
  readonly path: string;
  readonly program: Node;
  readonly comments: readonly Node[];
  readonly scope: Scope;
  readonly scopes: readonly Scope[];
  /** Calls of something called `require`, in the order of the text. */
  readonly calls: readonly Spot[];
  /** References that nothing in the file declares, by name. */
  readonly free: ReadonlyMap<string, readonly Reference[]>;
  readonly places: LinePlaces;
  /** Whether it is TypeScript with its types. */
  readonly hasTypes: boolean;
  /** Whether what an import of it asks for is an ES module: a `require` of that gives its namespace. */
  readonly asksModule: (specifier: string) => boolean;
}

export interface UnreadSource {
  readonly unread: Reason;
  readonly text: string;
  readonly path: string;
}

/**
 * Parses a source and finds out which names mean what.
 *
 * @param path relative to the project's root; its extension says whether it is TypeScript
 * @param asksModule whether a specifier is that of an ES module
 * @param isStripped whether its types are blanks
 */
export function readFile(
  text: string,
  path: string,
  asksModule: (specifier: string) => boolean = () => false,
  isStripped = false,
): ParsedSource | UnreadSource {
  const unread = (message: string, line: number): UnreadSource => ({
    unread: { code: "unread", message, file: path, line },
    text,
    path,
  });
  const dialect = dialectOf(path);
  if (dialect === null) return unread("no JavaScript or TypeScript file", 1);
  try {
    const file = parseFully(text, dialect);
    const program = asNode(child(file, "program"));
    const walk = new ScopeWalk(program);
    return {
      unread: null,
      text,
      path,
      program,
      comments: list(file, "comments"),
      scope: walk.program,
      scopes: walk.scopes,
      calls: walk.calls,
      free: walk.free,
      places: new LinePlaces(text),
      hasTypes: dialect.types && !isStripped,
      asksModule,
    };
  } catch (error) {
    if (error instanceof RangeError) return unread("it is nested too deeply to be read", 1);
    if (!(error instanceof SyntaxError)) throw error;
    const line = (error as SyntaxError & { loc?: { line: number } }).loc?.line ?? 1;
    return unread(`it can't be parsed: ${error.message.replace(/ \(\d+:\d+\)$/, "")}`, line);
  }
}
