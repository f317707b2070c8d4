import { builtinName } from "../../builtins.js";
import { child, list, type Node, string } from "../../scan/full/node.js";
import { BuiltinWalk } from "./builtins.js";
import type { Arguments } from "./calls.js";
import { CHANGING_METHOD } from "./changing-state.js";
import { lineOf } from "./doings.js";
import { hasExtendsHelper } from "./extends-helper.js";
import type { AskedAtLoad } from "./facts.js";
import { builtin, constant, foreign, object, onlyConstant, PLAIN, type Scope, UNKNOWN, Value } from "./values.js";

const STAR = /^(?:__importStar|_interopRequireWildcard|_interopNamespace\w*|__toESM|__rewriteRelativeImportExtension)$/;
const DEFAULT = /^(?:__importDefault|_interopRequireDefault|interopRequireDefault|_interopDefault\w*)$/;
const ALL = /^(?:__exportStar|__reExport|_export_star)$/;
const PURE_HELPERS = /^(?:tslib|@babel\/runtime(?:-corejs\d)?\/helpers\/.*|@swc\/helpers(?:\/.*)?)$/;
const CALLING_HELPER =
  /^(?:__decorate|__param|__esDecorate|__runInitializers|__awaiter|__asyncGenerator|__generator|_applyDecs\w*)$/;
/** What the body of such a helper of the file's own holds. */
const HELPER_BODY = /__esModule|hasOwnProperty|getOwnPropertyNames|getOwnPropertyDescriptor|Object\.keys/;

/** Calls as they are written: `require`, `import()`, and the helpers that compilers put around them. */
export abstract class Interop extends BuiltinWalk {
  protected abstract readonly text: string;
  readonly requires: AskedAtLoad[] = [];
  readonly passesAll = new Set<string>();
  protected tries = 0;
  private ownExtends: boolean | null = null;
  /** `module.exports` of the file. */
  protected abstract exportsOf(): Value;
  /** A statement's expression: nobody sees its value. */
  protected unused: Node | null = null;
  protected abstract identifier(node: Node, scope: Scope): Value;
  protected abstract keyOf(node: Node, field: string, scope: Scope): string | null;

  protected callExpression(node: Node, scope: Scope): Value {
    const callee = unwrapped(child(node, "callee"));
    const args = this.argumentsOf(node, scope);
    const isNew = node.type === "NewExpression";
    if (callee === null) return Value.of(UNKNOWN);
    if (callee.type === "Import") return this.imported(args, node);
    if (callee.type === "Super") {
      const { home, self } = scope.frame;
      if (home !== null) this.callSuper(home, self, args, node, scope);
      else this.emit("unknown-at-load", "calls super", node, true);
      return self;
    }
    if (!/^(?:Optional)?MemberExpression$/.test(callee.type)) {
      const helped =
        callee.type === "Identifier" ? this.helper(string(callee, "name") ?? "", callee, args, node, scope) : null;
      if (helped !== null) return helped;
      const value = this.evaluate(callee, scope);
      return this.callValue(value, constant(undefined), args, node, scope, isNew);
    }
    const inner = child(callee, "object");
    const key = this.keyOf(callee, "property", scope);
    if (node === this.unused && CHANGING_METHOD.test(key ?? "")) this.changed = inner;
    const self = inner?.type === "Super" ? scope.frame.self : this.evaluate(inner, scope);
    const isTslib = [...self].some((each) => each.kind === "foreign" && PURE_HELPERS.test(each.specifier));
    if (isTslib && key !== null) return this.libraryHelper(key, args, node, scope);
    const from =
      inner?.type === "Super" ? this.read(scope.frame.home?.bases ?? Value.of(UNKNOWN), "prototype", node) : self;
    const value = this.read(from, key, callee);
    if (key === null && value.isEmpty) value.put(UNKNOWN);
    return this.callValue(value, self, args, node, scope, isNew);
  }

  private argumentsOf(node: Node, scope: Scope): Arguments {
    const given: Value[] = [];
    let rest: Value | null = null;
    for (const each of list(node, "arguments")) {
      if (each.type === "SpreadElement") {
        rest ??= new Value();
        rest.add(this.read(this.evaluate(child(each, "argument"), scope), null, each));
      } else if (rest !== null) rest.add(this.evaluate(each, scope));
      else given.push(this.evaluate(each, scope));
    }
    return { given, rest };
  }

  /** A compiler's helper, told by its name and by what its body holds; null for any other function. */
  private helper(name: string, callee: Node, args: Arguments, node: Node, scope: Scope): Value | null {
    if (name === "__extends") return this.isOwnExtends(scope) ? this.inherits(args, node) : null;
    if (!STAR.test(name) && !DEFAULT.test(name) && !ALL.test(name)) return null;
    const found = scope.find(name);
    if (found === null) return null;
    for (const part of this.identifier(callee, scope)) {
      if (part.kind === "foreign" && PURE_HELPERS.test(part.specifier)) continue;
      if (part.kind === "constant" || part.kind === "plain") continue;
      const code = part.kind === "object" ? part.object.code?.node : undefined;
      if (code === undefined || !HELPER_BODY.test(this.text.slice(code.start, code.end)))
        return this.isHelperSource(name) ? this.help(name, args, node) : null;
    }
    return this.help(name, args, node);
  }

  /** TypeScript makes some of its helpers by a call. */
  private isHelperSource(name: string): boolean {
    const at = this.text.search(new RegExp(`\\b${name}\\s*=`));
    return at >= 0 && HELPER_BODY.test(this.text.slice(at, at + 1200));
  }

  private libraryHelper(name: string, args: Arguments, node: Node, scope: Scope): Value {
    if (STAR.test(name) || DEFAULT.test(name) || ALL.test(name)) return this.help(name, args, node);
    if (name === "default") return args.given[0] ?? Value.of(PLAIN);
    if (CALLING_HELPER.test(name)) {
      const values = args.rest === null ? args.given : [...args.given, args.rest];
      for (const each of values) this.callReached(each, node, scope);
    }
    if (name === "__extends") return this.inherits(args, node);
    const result = Value.of(PLAIN);
    for (const each of args.given) result.add(each);
    return result;
  }

  /** Whether the name is that of TypeScript's helper, which the file itself has. */
  private isOwnExtends(scope: Scope): boolean {
    this.ownExtends ??= hasExtendsHelper(this.text);
    return this.ownExtends && scope.find("__extends")?.scope === this.top;
  }

  private inherits({ given }: Arguments, node: Node): Value {
    const [derived = new Value(), base = new Value()] = given;
    this.write(derived, "__proto__", base, node);
    this.write(this.read(derived, "prototype", node), "__proto__", this.read(base, "prototype", node), node);
    return Value.of(PLAIN);
  }

  /** Decorators are handed over in arrays. */
  private callReached(value: Value, node: Node, scope: Scope): void {
    for (const part of value) {
      if (part.kind === "object" && part.object.isContainer) this.callReached(part.object.rest, node, scope);
      else if (part.kind === "foreign" || part.kind === "unknown")
        this.callValue(Value.of(part), Value.of(PLAIN), { given: [Value.of(UNKNOWN)], rest: null }, node, scope, false);
    }
    this.mayCallAll({ given: [value], rest: null });
  }

  private help(name: string, args: Arguments, node: Node): Value {
    const [first = new Value(), second = new Value(), third = new Value()] = args.given;
    if (STAR.test(name)) return first;
    if (DEFAULT.test(name)) {
      const result = new Value();
      for (const part of first) {
        if (part.kind !== "object") {
          result.put(part);
          continue;
        }
        const made = this.made(node, this.top);
        this.writePart({ kind: "object", object: made }, "default", Value.of(part), node);
        result.add(object(made));
      }
      return result;
    }
    const [target, source] = name === "__exportStar" ? [second, first] : [first, second];
    for (const each of name === "__reExport" ? [target, third] : [target]) {
      if (each.isEmpty || onlyConstant(each) === undefined) continue;
      if (this.isExports(each)) {
        for (const part of source) {
          if (part.kind === "foreign" && part.path === "") this.passesAll.add(part.specifier);
          else if (part.kind === "object") this.copyAll(each, Value.of(part), node);
          else this.write(each, null, this.read(Value.of(part), null, node), node);
        }
      } else this.copyAll(each, source, node);
    }
    return target;
  }

  private isExports(value: Value): boolean {
    const [part] = [...value];
    const [own] = [...this.exportsOf()];
    return part?.kind === "object" && own?.kind === "object" && part.object === own.object;
  }

  protected requireCall(args: Arguments, node: Node): Value {
    const name = args.given[0] === undefined ? undefined : onlyConstant(args.given[0]);
    if (typeof name !== "string") {
      this.emit("unknown-at-load", "requires a module whose name is computed", node, true);
      return Value.of(UNKNOWN);
    }
    this.noteRequire(name, node);
    return moduleValue(name);
  }

  protected noteRequire(specifier: string, node: Node): void {
    if (builtinName(specifier) !== null) return;
    const line = lineOf(node);
    if (this.requires.some((each) => each.specifier === specifier && each.line === line)) return;
    this.requires.push({ specifier, line, isGuarded: this.tries > 0, isConditional: this.doubtful > 0 });
  }

  protected dynamicImport(node: Node): Value {
    return this.imported({ given: [this.evaluate(child(node, "source"), this.top)], rest: null }, node);
  }

  /** `import()` while a module loads: what it loads comes later, by a promise. */
  private imported(args: Arguments, node: Node): Value {
    this.emit("schedules", "import()", node);
    const name = args.given[0] === undefined ? undefined : onlyConstant(args.given[0]);
    return typeof name === "string" ? moduleValue(name) : Value.of(UNKNOWN);
  }

  protected tagged(node: Node, scope: Scope): Value {
    const tag = child(node, "tag");
    const quasi = child(node, "quasi");
    const given = quasi === null ? [] : list(quasi, "expressions").map((each) => this.evaluate(each, scope));
    const texts = object(this.made(node, scope, true));
    return this.callValue(
      this.evaluate(tag, scope),
      constant(undefined),
      { given: [texts, ...given], rest: null },
      node,
      scope,
      false,
    );
  }
}

/** What a module of this name is. */
export function moduleValue(specifier: string): Value {
  const name = builtinName(specifier);
  if (name === null) return foreign(specifier);
  return builtin(
    name === "node:process" || name === "node:console" ? name.slice(5) : name === "node:module" ? "node:module" : name,
  );
}

/** `(0, x.y)`: x.y called without its object. */
function unwrapped(given: Node | null): Node | null {
  let node = given;
  for (;;) {
    if (node?.type === "ParenthesizedExpression") node = child(node, "expression");
    else if (node?.type === "SequenceExpression") node = list(node, "expressions").at(-1) ?? null;
    else if (node !== null && /^TS(?:NonNull|As|Satisfies)Expression$|^TSTypeAssertion$/.test(node.type))
      node = child(node, "expression");
    else return node;
  }
}
