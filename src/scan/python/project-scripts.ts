import { UserError } from "../../errors.js";
import type { Warning } from "../../graph/profile.js";
import { readText } from "../../io/read-text.js";
import { parseToml } from "../../io/settings-file.js";
import { consoleScripts } from "../../languages/python/distribution-files.js";

/**
 * Console scripts that a project's own files declare: name to `module:function`.
 *
 * @throws UserError `bad-toml`
 */
async function projectScripts(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const file = `${folder}/pyproject.toml`;
  const project = readText(file);
  if (project !== null && /scripts/.test(project)) {
    const { project: standard, tool } = (await parseToml(project, file)) as Tables;
    const tables = [standard?.scripts, standard?.["gui-scripts"], tool?.poetry?.scripts];
    for (const [name, value] of tables.flatMap((table) => Object.entries(table ?? {}))) {
      if (typeof value === "string") found.set(name, value);
    }
  }
  const setup = readText(`${folder}/setup.cfg`);
  if (setup !== null) for (const [name, value] of setupScripts(setup)) if (!found.has(name)) found.set(name, value);
  return found;
}

interface Tables {
  readonly project?: { readonly scripts?: object; readonly "gui-scripts"?: object };
  readonly tool?: { readonly poetry?: { readonly scripts?: object } };
}

/** The lists below `console_scripts =` of `[options.entry_points]`. */
function setupScripts(text: string): ReadonlyMap<string, string> {
  const section = /^\[options\.entry_points\]\s*\n([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? "";
  return consoleScripts(section.replace(/^(\w+)[ \t]*=[ \t]*$/gm, "[$1]"));
}

/** Of several folders; what can't be understood is left out, and said. */
export async function scriptsOf(folders: Iterable<string>, warnings: Warning[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const folder of new Set(folders)) {
    try {
      for (const [name, value] of await projectScripts(folder)) if (!found.has(name)) found.set(name, value);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      warnings.push({
        code: error.code,
        message: error.message,
        ...(error.file === undefined ? {} : { file: error.file }),
      });
    }
  }
  return found;
}
