import { readText } from "../../io/read-text.js";
import { consoleScripts } from "../../languages/python/distribution-files.js";

/**
 * Console scripts that a project's own files declare: name to `module:function`. Of pyproject.toml only the plain lines of the three
 * tables are read, as all projects write them.
 */
export function projectScripts(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const project = readText(`${folder}/pyproject.toml`);
  for (const [name, value] of tomlScripts(project ?? "")) found.set(name, value);
  const setup = readText(`${folder}/setup.cfg`);
  if (setup !== null) for (const [name, value] of setupScripts(setup)) if (!found.has(name)) found.set(name, value);
  return found;
}

const TABLES = /^\s*\[\s*(?:project|tool\s*\.\s*poetry)\s*\.\s*(?:scripts|gui-scripts)\s*\]/;

function* tomlScripts(text: string): Iterable<[string, string]> {
  let within = false;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*\[/.test(line)) within = TABLES.test(line);
    const [, name, value] = /^\s*["']?([\w.-]+)["']?\s*=\s*["']([\w.]+(?::[\w.]+)?)["']/.exec(line) ?? [];
    if (within && name !== undefined && value !== undefined) yield [name, value];
  }
}

/** The lists below `console_scripts =` of `[options.entry_points]`. */
function setupScripts(text: string): ReadonlyMap<string, string> {
  const section = /^\[options\.entry_points\]\s*\n([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? "";
  return consoleScripts(section.replace(/^(\w+)[ \t]*=[ \t]*$/gm, "[$1]"));
}
