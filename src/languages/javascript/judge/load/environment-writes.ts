import { bare, child, children, keyName, list, type Node, string } from "../../scan/full/node.js";
import { type ParsedSource, readFile } from "../file.js";
import type { Binding, Spot } from "../scopes/scope.js";

/** Which variables of the environment a file may give another value at any time. */
export interface EnvironmentWrites {
  readonly names: ReadonlySet<string>;
  /** What computed names begin with; "" for any name. */
  readonly prefixes: ReadonlySet<string>;
  /** Properties whose values are such names: `process.env[Constants.HOST] = …` */
  readonly keptIn: ReadonlySet<string>;
}

const NOTHING: EnvironmentWrites = { names: new Set(), prefixes: new Set(), keptIn: new Set() };
const ANYTHING: EnvironmentWrites = { ...NOTHING, prefixes: new Set([""]) };

const MEMBER = /MemberExpression$/;
/** What a text has that writes variables, and much more. */
const MAY_WRITE =
  /\benv\s*(?:\??\.\s*[\w$]+|\[[^\n]{0,300}?\])\s*(?:=(?![=>])|\|\|=|\?\?=|&&=|\+=|\+\+|--|\bof\b|\bin\b)|\bdelete\s[^\n;]*\benv\b|\benv\s*=(?![=>])|\(\s*process\.env\b|=\s*process\.env\s*(?:[;,)\]}\n|?]|$)|\bloadEnvFile\b|["'`]dotenv/;
const DOTENV = /["'`]dotenv(?:-[\w-]+)?(?:\/[\w/-]+)?["'`]/;
/** Without these it is asked for what is in a file, and sets nothing. */
const DOTENV_SETS = /\b(?:config|configDotenv|populate|load|expand)\b|["'`]dotenv(?:-[\w-]+|\/)/;

/** @param path for its dialect */
export function environmentWrites(text: string, path: string): EnvironmentWrites {
  if (path.endsWith(".json") || !MAY_WRITE.test(text)) return NOTHING;
  if (/\bloadEnvFile\b/.test(text) || (DOTENV.test(text) && DOTENV_SETS.test(text))) return ANYTHING;
  const source = readFile(text, /\.[cm]?[jt]sx?$/.test(path) ? path : `${path}.js`);
  if (source.unread !== null) return ANYTHING;
  const walk = new WriteWalk(source);
  walk.walk();
  const { names, prefixes, keptIn } = walk;
  return { names, prefixes, keptIn };
}

class WriteWalk implements EnvironmentWrites {
  readonly names = new Set<string>();
  readonly prefixes = new Set<string>();
  readonly keptIn = new Set<string>();
  private readonly bindings = new Map<Node, Binding>();

  constructor(private readonly source: ParsedSource) {
    for (const { names } of source.scopes)
      for (const binding of names.values())
        for (const { spot } of binding.references) this.bindings.set(spot.node, binding);
  }

  walk(): void {
    const open: Node[] = [this.source.program];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.type === "AssignmentExpression" || /^For(?:In|Of)Statement$/.test(node.type))
        this.written(child(node, "left"));
      else if (node.type === "UpdateExpression" || (node.type === "UnaryExpression" && node.operator === "delete"))
        this.written(child(node, "argument"));
      else if (/CallExpression$/.test(node.type)) this.called(node);
      for (const [, each] of children(node)) open.push(each);
    }
  }

  private written(target: Node | null): void {
    const at = bare(target);
    if (at === null) return;
    if (/Pattern$/.test(at.type)) {
      const open = [at];
      for (let each = open.pop(); each !== undefined; each = open.pop()) {
        if (MEMBER.test(each.type)) this.written(each);
        else for (const [, inner] of children(each)) open.push(inner);
      }
    }
    if (!MEMBER.test(at.type)) return;
    // `process.env = …`
    if (keyOf(at) === "env" && this.isProcess(bare(child(at, "object")))) this.prefixes.add("");
    if (this.isEnvironment(bare(child(at, "object")))) this.writtenName(at);
  }

  /** `Object.assign(process.env, …)` and the like: whoever else is handed it is asked by the name that it has there. */
  private called(node: Node): void {
    const callee = bare(child(node, "callee"));
    const [first, second] = list(node, "arguments");
    if (callee === null || first === undefined || !MEMBER.test(callee.type)) return;
    if (!/^(?:Object|Reflect)$/.test(string(bare(child(callee, "object")), "name") ?? "")) return;
    if (!/^(?:assign|set|delete\w+|definePropert\w+|setPrototypeOf)$/.test(keyOf(callee) ?? "")) return;
    if (!this.isEnvironment(bare(first))) return;
    const given = bare(second ?? null);
    const fields = keyOf(callee) === "assign" && given?.type === "ObjectExpression" ? list(given, "properties") : null;
    const names = fields?.map((each) => keyName(child(each, "key"), each.computed === true));
    if (names === undefined || list(node, "arguments").length !== 2 || names.includes(null)) this.prefixes.add("");
    else for (const name of names) this.names.add(name ?? "");
  }

  private isProcess(node: Node | null): boolean {
    if (string(node, "name") === "process") return true;
    return node !== null && MEMBER.test(node.type) && keyOf(node) === "process";
  }

  /** Whether it may be the process's: by its name, or since it was given a value of that name. */
  private isEnvironment(node: Node | null): boolean {
    if (node === null) return false;
    if (MEMBER.test(node.type)) return keyOf(node) === "env";
    if (node.type === "LogicalExpression" || node.type === "ConditionalExpression")
      return ["left", "right", "consequent", "alternate"].some((each) => this.isEnvironment(bare(child(node, each))));
    if (node.type !== "Identifier") return false;
    const binding = this.bindings.get(node);
    if (binding === undefined) return node.name === "env";
    const values = valuesOf(binding);
    if (values === null) return node.name === "env" || aliases(binding).some((each) => this.isNamed(each));
    return values.some((each) => !isMadeHere(each) && (node.name === "env" || this.isNamed(each)));
  }

  /** `process.env`, in whatever holds it. */
  private isNamed(node: Node): boolean {
    const at = bare(node);
    if (at === null) return false;
    if (at.type === "LogicalExpression" || at.type === "ConditionalExpression")
      return ["left", "right", "consequent", "alternate"].some((field) => {
        const each = child(at, field);
        return each !== null && this.isNamed(each);
      });
    return MEMBER.test(at.type) && keyOf(at) === "env" && this.isProcess(bare(child(at, "object")));
  }

  private writtenName(member: Node): void {
    const name = keyOf(member);
    if (name !== null) this.names.add(name);
    else this.computed(bare(child(member, "property")));
  }

  private computed(key: Node | null): void {
    if (key === null) this.prefixes.add("");
    else if (key.type === "StringLiteral") this.names.add(`${key.value}`);
    else if (key.type === "TemplateLiteral") {
      const [first] = list(key, "quasis");
      const text = (first?.value as { cooked?: string } | undefined)?.cooked ?? "";
      (list(key, "expressions").length === 0 ? this.names : this.prefixes).add(text);
    } else if (key.type === "BinaryExpression" && key.operator === "+") {
      const left = bare(child(key, "left"));
      this.prefixes.add(left?.type === "StringLiteral" ? `${left.value}` : "");
    } else if (MEMBER.test(key.type) && keyOf(key) !== null) this.keptIn.add(keyOf(key) ?? "");
    else {
      const texts = this.textsOf(key);
      if (texts === null) this.prefixes.add("");
      else for (const each of texts) this.names.add(each);
    }
  }

  /** All that a name stands for, where that are texts. */
  private textsOf(key: Node): string[] | null {
    const binding = this.bindings.get(key);
    if (binding === undefined) return null;
    const values = valuesOf(binding) ?? loopValuesOf(binding);
    if (values === null || !values.every((each) => bare(each)?.type === "StringLiteral")) return null;
    return values.map((each) => string(bare(each), "value") ?? "");
  }
}

function keyOf(member: Node): string | null {
  const property = bare(child(member, "property"));
  if (member.computed === true && property?.type === "StringLiteral") return `${property.value}`;
  return keyName(property, member.computed === true);
}

/** The values that a variable is given; null where it has others too. */
function valuesOf(binding: Binding): Node[] | null {
  const [declared, second] = binding.declared;
  const declarator = declared?.up?.node;
  if (declared === undefined || second !== undefined || declarator?.type !== "VariableDeclarator") return null;
  if (declared.field !== "id" || binding.doubtful !== null) return null;
  const init = child(declarator, "init");
  const holder = declared.up?.up?.up?.node;
  if (init === null && holder !== undefined && /^For(?:In|Of)Statement$/.test(holder.type)) return null;
  const values = init === null ? [] : [init];
  for (const { kind, spot } of binding.references) {
    if (kind === "exported") return null;
    if (kind !== "write" || spot.node === declared.node) continue;
    const value = assignedTo(spot);
    if (value === null) return null;
    values.push(value);
  }
  return values;
}

function assignedTo({ field, up }: Spot): Node | null {
  if (up?.node.type !== "AssignmentExpression" || field !== "left" || up.node.operator !== "=") return null;
  return child(up.node, "right");
}

/** Values that parameters and patterns have where nothing else is given. */
function aliases(binding: Binding): Node[] {
  return binding.declared.flatMap(({ field, up }) => {
    const given = up?.node.type === "AssignmentPattern" && field === "left" ? child(up.node, "right") : null;
    return given ?? [];
  });
}

/** `for (const name of ["A", "B"])` */
function loopValuesOf({ declared, references }: Binding): Node[] | null {
  const [only, second] = declared;
  const loop = only?.up?.up?.up?.node;
  if (only === undefined || second !== undefined || loop?.type !== "ForOfStatement" || only.up?.field === undefined)
    return null;
  if (only.up.node.type !== "VariableDeclarator" || only.field !== "id") return null;
  if (references.some(({ kind, spot }) => kind === "write" && spot.node !== only.node)) return null;
  const over = bare(child(loop, "right"));
  return over?.type === "ArrayExpression" ? list(over, "elements").slice() : null;
}

/** An object that is nobody else's: a literal, or a copy. */
function isMadeHere(node: Node): boolean {
  const at = bare(node);
  if (at === null) return false;
  if (/^(?:Object|Array)Expression$/.test(at.type)) return true;
  if (at.type !== "CallExpression") return false;
  const callee = bare(child(at, "callee"));
  if (callee === null || !MEMBER.test(callee.type) || string(bare(child(callee, "object")), "name") !== "Object")
    return false;
  const [first] = list(at, "arguments");
  const name = keyOf(callee);
  return (
    name === "create" ||
    name === "fromEntries" ||
    (name === "assign" && bare(first ?? null)?.type === "ObjectExpression")
  );
}
