import { type ParserOptions, type ParserPlugin, parse } from "@babel/parser";
import type { Dialect } from "../state.js";
import { asNode, type Node } from "./node.js";

const SYNTAXES: ParserPlugin[] = [
  "decorators-legacy",
  "decoratorAutoAccessors",
  "deferredImportEvaluation",
  "explicitResourceManagement",
  "sourcePhaseImports",
];

/**
 * Parses with Babel.
 *
 * @throws SyntaxError with Babel's `loc`, and RangeError where the text is nested too deeply
 */
export function parseFully(text: string, dialect: Dialect): Node {
  const options: ParserOptions = {
    sourceType: "unambiguous",
    createParenthesizedExpressions: true,
    allowReturnOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    allowAwaitOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    attachComment: false,
  };
  const jsx: ParserPlugin[] = dialect.jsx ? ["jsx"] : [];
  if (dialect.types) {
    return asNode(
      parse(text, { ...options, plugins: [["typescript", { dts: dialect.declaration }], ...jsx, ...SYNTAXES] }),
    );
  }
  const flow: ParserPlugin = ["flow", { all: /@flow\b/.test(text.slice(0, 2000)) }];
  try {
    return asNode(parse(text, { ...options, plugins: [flow, ...jsx, ...SYNTAXES] }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // What Flow reads as types may be plain JavaScript, and a script's sloppy ways no module's.
    try {
      return asNode(parse(text, { ...options, plugins: [...jsx, ...SYNTAXES] }));
    } catch {
      throw error;
    }
  }
}
