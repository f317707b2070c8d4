// What importperf does to other programs, done to the one framework that it starts with: oclif's compiled
// files require everything at their top, most of it for help, plugins and prompts.
import { dirname, join } from "node:path";

// TypeScript's output makes it simple: `const x_1 = require("x")`, used as `x_1.name`.
const STATEMENT = /^(?:const|var) (\w+) = (__importDefault\(|__importStar\()?require\(("[^"]+")\)\)?;$/gm;

/**
 * Moves each such require in @oclif/core's own files to its first use.
 *
 * @param options.elsewhere modules, as paths below @oclif/core/lib, that are left out of this bundle and taken from the
 *   named export of another one, which is loaded at their first use
 * @param options.bundle that other bundle, as the built files name it
 * @returns a rolldown plugin
 */
export function lazyRequires({ elsewhere = {}, bundle = "" } = {}) {
  return {
    name: "lazy-requires",
    transform: {
      filter: { id: /[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/ },
      handler(code, id) {
        const moved = [];
        let text = code.replace(STATEMENT, (_, name, wrap, quoted) => {
          moved.push(name);
          const from = JSON.parse(quoted);
          const path = from.startsWith(".")
            ? join(dirname(id), from).replaceAll("\\", "/").split("@oclif/core/lib/")[1]
            : "";
          const required =
            path in elsewhere ? `require(${JSON.stringify(bundle)}).${elsewhere[path]}` : `require(${quoted})`;
          const value = wrap ? `${wrap}${required})` : required;
          return `let ${name}__value; const ${name}__get = () => ${name}__value ??= ${value};`;
        });
        for (const name of moved)
          text = text.replace(new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, "g"), `(${name}__get())`);
        return moved.length > 0 ? { code: text } : null;
      },
    },
  };
}
