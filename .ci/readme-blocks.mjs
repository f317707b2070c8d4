// Reads the fenced blocks of a README; what their words mean is said in readme.mjs.
import { spawnSync } from "node:child_process";

/**
 * @returns blocks with their commands ({text, line, exit, expected}), the test command (or null), and problems as
 *   `LINE: what is wrong`
 */
export function readBlocks(markdown) {
  const problems = [];
  const blocks = [];
  const tests = [];
  let last = null;
  for (const fence of fences(markdown)) {
    const [language, ...words] = fence.info.split(/\s+/);
    const rest = words.join(" ");
    const problem = (text) => problems.push(`${fence.line}: ${text}`);
    if (language === "text") {
      if (rest === "no-check") continue;
      if (last === null) problem("this text follows no sh block that is run; `text no-check` if it is no output");
      else last.expected = fence.lines.join("\n");
      last = null;
      continue;
    }
    last = null;
    if (language === "sh") {
      if (rest.startsWith("no-run")) {
        if (!/^no-run: \S/.test(rest)) problem("say why: sh no-run: REASON");
        continue;
      }
      const commands = commandsOf(fence.lines, fence.line + 1);
      if (commands.length === 0) problem("a block without a command");
      else if (rest === "test") tests.push(...commands);
      else if (rest !== "" && !/^exit=\d+$/.test(rest)) problem(`unknown word: ${rest}`);
      else {
        last = commands.at(-1);
        if (rest !== "") last.exit = Number(rest.slice("exit=".length));
        blocks.push({ commands });
      }
    } else if (language === "console") blocks.push({ commands: session(fence) });
    else if (language === "") problem("a block without a language");
    else if (/^(bash|shell|zsh|fish|ps1|powershell|cmd|bat|shell-session)$/i.test(language))
      problem("say sh or console");
  }
  if (tests.length !== 1) problems.push(`1: ${tests.length} commands are marked as the test command, not 1`);
  return { blocks, test: tests.length === 1 ? tests[0] : null, problems };
}

function fences(markdown) {
  const found = [];
  let open = null;
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    const mark = /^(\s*)(`{3,}|~{3,})(.*)$/.exec(text);
    if (open === null) {
      if (mark !== null) open = { indent: mark[1], mark: mark[2], info: mark[3].trim(), line: index + 1, lines: [] };
    } else if (mark?.[2].startsWith(open.mark) && mark[3].trim() === "") {
      found.push(open);
      open = null;
    } else open.lines.push(text.startsWith(open.indent) ? text.slice(open.indent.length) : text);
  }
  if (open !== null) found.push(open);
  return found;
}

/** Lines, put together where bash says that a command goes on. */
function commandsOf(lines, firstLine) {
  const commands = [];
  let text = "";
  let line = 0;
  for (const [index, part] of lines.entries()) {
    if (text === "" && /^\s*(#|$)/.test(part)) continue;
    if (text === "") line = firstLine + index;
    text = text === "" ? part : `${text}\n${part}`;
    if (index < lines.length - 1 && !isWhole(text)) continue;
    commands.push({ text, line, exit: 0, expected: undefined });
    text = "";
  }
  if (text !== "") commands.push({ text, line, exit: 0, expected: undefined });
  return commands;
}

function isWhole(text) {
  if (text.endsWith("\\")) return false;
  const parsed = spawnSync("bash", ["-n", "-c", text], { encoding: "utf8" });
  // A here document that is cut is only a warning.
  return parsed.status === 0 && parsed.stderr === "";
}

function session({ lines, line }) {
  const commands = [];
  for (const [index, text] of lines.entries()) {
    const last = commands.at(-1);
    if (text.startsWith("$ ")) commands.push({ text: text.slice(2), line: line + 1 + index, exit: 0, printed: [] });
    else if (last !== undefined) last.printed.push(text);
  }
  return commands.map(({ printed, ...command }) => {
    const expected = printed.join("\n").trim() === "" ? undefined : printed.join("\n");
    return { ...command, expected };
  });
}
