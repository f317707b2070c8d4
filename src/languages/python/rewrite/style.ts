/** What new lines must keep to. */
export interface RewriteStyle {
  /** The oldest minor version of Python 3 that must read the file. */
  readonly pythonFloor: number;
  /** In columns; null: as the file's own imports suggest. */
  readonly lineLength: number | null;
}

/**
 * The line length that a project's tools are set to: ruff's, black's, flake8's, pycodestyle's, isort's.
 *
 * @param read gives the text of a file at the project's root; null where there is none
 * @returns in columns; null where nothing is said
 */
export async function lineLengthOf(read: (file: string) => string | null): Promise<number | null> {
  const ruff = (await toml(read("ruff.toml"))) ?? (await toml(read(".ruff.toml")));
  const tools = member(await toml(read("pyproject.toml")), "tool");
  // These two have a default of their own, which holds where they are set up without a length.
  for (const settings of [ruff, member(tools, "ruff"), member(tools, "black")]) {
    if (settings !== undefined && settings !== null) return number(member(settings, "line-length")) ?? 88;
  }
  for (const [file, section, key] of INI) {
    const found = inSection(read(file), section, key);
    if (found !== null) return found;
  }
  const isort = member(tools, "isort");
  return number(member(isort, "line_length")) ?? (member(isort, "profile") === "black" ? 88 : null);
}

const INI = [".flake8", "setup.cfg", "tox.ini"].flatMap((file) => [
  [file, "flake8", "max[-_]line[-_]length"] as const,
  [file, "pycodestyle", "max[-_]line[-_]length"] as const,
  [file, "isort", "line_length"] as const,
]);

async function toml(text: string | null): Promise<unknown> {
  if (text === null) return null;
  const { parse } = await import("smol-toml");
  try {
    return parse(text);
  } catch {
    // Whoever reads the file for its settings says what is wrong with it.
    return null;
  }
}

function inSection(text: string | null, section: string, key: string): number | null {
  const [, own = ""] = (text ?? "").split(new RegExp(`^\\[${section}\\][ \\t]*$`, "m"));
  const [mine = ""] = own.split(/^\[/m);
  const found = new RegExp(`^${key}\\s*[=:]\\s*(\\d+)`, "m").exec(mine)?.[1];
  return found === undefined ? null : Number(found);
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function number(value: unknown): number | null {
  return typeof value === "number" && value > 0 ? value : null;
}
