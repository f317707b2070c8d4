import type { Reason } from "../../rewriting.js";
import { readFile } from "../judge/file.js";
import { list } from "../scan/full/node.js";

const CALL = 'require("node:module").enableCompileCache?.();';

/**
 * The text of a program's first file with Node's compile cache on before anything else is loaded, or why it can't be.
 *
 * @param text of a CommonJS file, or of one that is compiled to such a file
 * @param file as reasons name it
 * @param runs what is compiled of it
 * @returns the line is that of the new statement
 */
export function enableCompileCache(
  text: string,
  file: string,
  runs: { readonly text: string; readonly file: string } = { text, file },
): { readonly text: string; readonly line: number } | { readonly reason: Reason } {
  const refused = (code: string, message: string, line: number): { readonly reason: Reason } => ({
    reason: { code, message, file, line },
  });
  const known = /enableCompileCache|v8-compile-cache/.exec(text);
  if (known !== null) return refused("has-compile-cache", "a compile cache is on already", lineAt(text, known.index));
  if (isModule(runs.text, runs.file)) {
    const message =
      "an ES module's imports load before any of its statements: a file of its own would have to come first";
    return refused("es-module-entry", message, 1);
  }
  const head = HEAD.exec(text)?.[0] ?? "";
  const newline = /\r\n|\n/.exec(text)?.[0] ?? "\n";
  const isOwnLine = head === "" || /[\r\n]$/.test(head);
  const isSingle = !/^\s*"use|(?:require\(|from )"/m.test(text) && /(?:require\(|from )'/.test(text);
  const quoted = isSingle ? CALL.replaceAll('"', "'") : CALL;
  const added = `${isOwnLine ? "" : newline}${quoted}${newline}`;
  const line = lineAt(text, head.length) + (isOwnLine ? 0 : 1);
  return { text: head + added + text.slice(head.length), line };
}

/** What looks like an import may stand in a text: only what was parsed is one. */
function isModule(text: string, file: string): boolean {
  if (file.endsWith(".mjs")) return true;
  if (!/^[ \t]*(?:import|export)\b/m.test(text)) return false;
  const source = readFile(text, file);
  return source.unread === null && list(source.program, "body").some(({ type }) => /^(?:Import|Export)/.test(type));
}

/** A hashbang, comments in front of directives, and those: what has to stay first. */
const HEAD =
  /^(?:\uFEFF)?(?:#![^\r\n]*(?:\r\n|[\n\r]|$))?(?:(?:\s|\/\/[^\r\n]*(?:\r\n|[\n\r])|\/\*[\s\S]*?\*\/)*(?:"use [a-z]+"|'use [a-z]+')[ \t]*;?[ \t]*(?:\r\n|[\n\r]|$))*/;

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|[\n\r]/).length;
}
