// What importperf does to other programs, done to the one framework that it starts with: oclif's compiled
// files require everything at their top, most of it for help, plugins and prompts. Each such require moves
// to its first use. TypeScript's output makes that simple: `const x_1 = require("x")`, used as `x_1.name`.
const STATEMENT = /^const (\w+) = (__importDefault\(|__importStar\()?require\(("[^"]+")\)\)?;$/gm;

/** @returns a rolldown plugin that rewrites @oclif/core's own files. */
export function lazyRequires() {
  return {
    name: "lazy-requires",
    transform: {
      filter: { id: /[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/ },
      handler(code) {
        const moved = [];
        let text = code.replace(STATEMENT, (_, name, wrap, from) => {
          moved.push(name);
          const value = wrap ? `${wrap}require(${from}))` : `require(${from})`;
          return `let ${name}__value; const ${name}__get = () => ${name}__value ??= ${value};`;
        });
        for (const name of moved)
          text = text.replace(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, "g"), `(${name}__get())`);
        return moved.length > 0 ? { code: text } : null;
      },
    },
  };
}
