/** Runs others; which one is a command's name to people. */
const RUNNERS = /^(?:python[\d.]*|pypy[\d.]*|node|nodejs|npx|uv|uvx|poetry|pipx|pdm|hatch|env|bun|deno)$/;

/** Of interpreters and runners: options whose value is the next word. */
const WITH_VALUE = /^-[XWr]$|^--(?:require|import|loader|python|with|extra|group|directory|project|package)$/;
/** Columns that a name takes at most before it says nothing more. */
const LONGEST = 96;

/** What people would call a command: its program's name, or that of what an interpreter runs. */
export function commandName(words: readonly string[]): string {
  const [program = "", ...rest] = words;
  const own = baseName(program);
  if (!RUNNERS.test(own)) return own;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? "";
    // A program without a name of its own.
    if (/^-[cep]$|^--(?:eval|print)$/.test(word)) return own;
    if (word === "-m") return rest[at + 1] ?? own;
    if (WITH_VALUE.test(word)) at++;
    else if (word !== "" && !/^-|^run$|=/.test(word)) return baseName(word).replace(/\.(?:py|[cm]?js)$/, "");
  }
  return own;
}

/** Names for all: where two are the same, the commands as they were typed. */
export function commandNames(commands: readonly { words: readonly string[]; name?: string | undefined }[]): string[] {
  const short = commands.map(({ words, name }) => name ?? commandName(words));
  const long = short.map((name, at) =>
    short.indexOf(name) === short.lastIndexOf(name) ? name : (commands[at]?.name ?? typed(commands[at]?.words ?? [])),
  );
  // The same command twice is an A/A comparison.
  return long.map((name, at) => {
    const before = long.slice(0, at).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

function typed(words: readonly string[]): string {
  return words.map((word, at) => (at === 0 ? baseName(word) : word)).join(" ");
}

function baseName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return name.slice(0, LONGEST) || path;
}
