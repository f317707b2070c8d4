/** For tests: a CommonJS main file as an ES module, line by line: its last line imports what it asks for within expressions. */
export function asModule(text: string, isPassedOn: (at: number) => boolean): string {
  const lines = text.split("\n").map((line) => {
    const one = /^(?:const|var) (.*) = require\(("[^"]*")\)(\.f)?;(.*)$/.exec(line);
    const among = /^const (\w+\d = [01]), (m\d+) = require\(("[^"]*")\), (.*)$/.exec(line);
    if (among !== null) return `import ${among[2]} from ${among[3]}; const ${among[1]}, ${among[4]}`;
    if (one === null) return line;
    const [, name = "", asked = "", property, more = ""] = one;
    const [, at = ""] = /m(\d+)\.js/.exec(asked) ?? [];
    if (property === undefined && !name.startsWith("{")) return `import ${name} from ${asked};${more}`;
    const named = property === undefined ? name.replaceAll(":", " as") : `{ f as ${name} }`;
    // Node does not see what a barrel has.
    if (!isPassedOn(Number(at))) return `import ${named} from ${asked};${more}`;
    return property === undefined
      ? `import p${at} from ${asked}; const ${name} = p${at};${more}`
      : `import p${at} from ${asked}; const ${name} = p${at}.f;${more}`;
  });
  const asked = new Set<string>();
  const body = lines.map((line) =>
    line.replace(/\(require\("\.\/(modes?)\.js"\)\)/g, (_all, name: string) => {
      asked.add(name);
      return `${name}_`;
    }),
  );
  return [...body.slice(0, -1), ...[...asked].map((name) => `import ${name}_ from "./${name}.js";`), ""].join("\n");
}
