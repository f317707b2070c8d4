import type { When } from "../../../graph/vocabulary.js";
import type { Arguments } from "./arguments.js";
import { type Block, testsBefore } from "./blocks.js";
import type { ImportedName } from "./scanned.js";

/** Something found in a file, before its guard is known and names are looked up. */
export interface Found {
  /** Offset of the statement or call. */
  readonly at: number;
  readonly place: Place;
  readonly what: FoundImport | FoundCall | FoundSettings;
}

export interface FoundImport {
  readonly kind: "import" | "from";
  readonly level: number;
  readonly module: string;
  readonly names: readonly ImportedName[];
  readonly isLazy: boolean;
}

/** A call of something whose last name is of interest. */
export interface FoundCall {
  readonly kind: "call";
  /** Dotted: `importlib.import_module`. */
  readonly callee: string;
  readonly text: string;
  readonly arguments: Arguments;
}

/** A string that a framework imports. */
export interface FoundSettings {
  readonly kind: "settings";
  readonly text: string;
}

/** The blocks and lambdas around a place, as far as they say anything. */
export interface Place {
  readonly when: When;
  readonly scope: readonly string[];
  readonly isMain: boolean;
  readonly conditions: readonly string[];
  readonly functions: number;
  guard: string | null;
  /** How deep the block of the guard is. */
  guardDepth: number;
}

/** What a block's test says; the scanner reads it from the text when it is first asked. */
export interface BlockTexts {
  nameOf(block: Block): string;
  conditionOf(block: Block): string;
  testOf(block: Block): "type-only" | "never-types" | "main" | "main-and" | "other";
}

/**
 * @param blocks around the place, outermost first
 * @param lambdas how many lambda bodies are around it in its statement
 */
export function placeIn(blocks: readonly Block[], lambdas: number, texts: BlockTexts): Place {
  const scope: string[] = [];
  const conditions: string[] = [];
  let isMain = false;
  let isTypeOnly = false;
  let functions = 0;
  let guard: string | null = null;
  let guardDepth = -1;
  for (let depth = 0; depth < blocks.length; depth++) {
    const block = blocks[depth] as Block;
    const { kind } = block;
    for (const before of block.before === null ? [] : testsBefore(block)) {
      const test = texts.testOf(before);
      if (test === "never-types") isTypeOnly = true;
      else if (test !== "type-only") conditions.push(`not (${texts.conditionOf(before)})`);
    }
    if (kind === "def" || kind === "class") {
      scope.push(texts.nameOf(block));
      if (kind === "def") {
        functions++;
        guard = null;
        guardDepth = -1;
      }
    } else if (kind === "if") {
      const test = texts.testOf(block);
      if (test === "type-only") isTypeOnly = true;
      if (test === "main" || test === "main-and") isMain = true;
      if (test === "other" || test === "main-and") conditions.push(texts.conditionOf(block));
    } else if (kind === "loop" || kind === "except" || kind === "case") conditions.push(texts.conditionOf(block));
    if (block.guard !== null) {
      guard = block.guard;
      guardDepth = depth;
    }
  }
  for (let i = 0; i < lambdas; i++) scope.push("<lambda>");
  if (lambdas > 0) guard = null;
  functions += lambdas;
  const when = isTypeOnly ? "type-only" : functions > 0 ? "deferred" : "eager";
  return { when, scope, isMain, conditions, functions, guard, guardDepth };
}
