import { bare, child, isWrapper, keyName, list, type Node, string } from "../../scan/full/node.js";
import { type ParsedSource, readFile } from "../file.js";
import { propertyName } from "../requires.js";
import type { Binding, Spot } from "../scopes/scope.js";

/** What becomes of the list of arguments at a place: "escapes" where something else than what can be read here has it then. */
type Use = "harmless" | "escapes" | "changes";

/** The list itself, changed where it is named. */
const CHANGES =
  /process\.argv\s*(?:=(?![=>])|\.(?:splice|shift|unshift|push|pop|sort|reverse|fill|copyWithin)\b|\.length\s*=(?![=>])|\[[^\]]*\]\s*=(?![=>]))/;
/** The list as a whole: it may be called otherwise. */
const WHOLE = /\bprocess\.argv\b(?!\s*(?:\??\.|\[))|(?:\bargv\b[^;{}]*|\.\.\.\s*[\w$]+\s*)\}\s*=\s*process\b/;
const COPIES =
  /^(?:slice|concat|includes|indexOf|lastIndexOf|join|at|flat|keys|values|entries|toString|toSorted|toReversed|toSpliced|with)$/;
const CALLS = /^(?:filter|map|flatMap|some|every|find|findIndex|findLast|findLastIndex|forEach|reduce|reduceRight)$/;
const LOOKS = /^(?:Array\.isArray|Array\.from|JSON\.stringify|Object\.(?:keys|values|entries)|String|console\.\w+)$/;
const FUNCTION = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;

/**
 * Whether a file may change the list of the command's arguments at any time: under its own name, or under another that the file gives it.
 * What functions of other files do with it that are handed `process.argv` is not asked.
 *
 * @param path for its dialect
 */
export function changesArguments(text: string, path: string): boolean {
  if (path.endsWith(".json")) return false;
  if (CHANGES.test(text)) return true;
  if (!WHOLE.test(text)) return false;
  const source = readFile(text, /\.[cm]?[jt]sx?$/.test(path) ? path : `${path}.js`);
  return source.unread !== null || new ArgumentUses(source).mayChange();
}

class ArgumentUses {
  private readonly known = new Map<Binding, Use>();

  constructor(private readonly source: ParsedSource) {}

  mayChange(): boolean {
    const { free, scopes } = this.source;
    const own = scopes.flatMap(({ names }) => names.get("process")?.references ?? []);
    return [...(free.get("process") ?? []), ...own].some(({ spot }) => {
      const { up, field } = spot;
      if (up?.node.type === "VariableDeclarator") return this.isTakenApart(up);
      if (up === null || field !== "object" || propertyName(up.node) !== "argv") return false;
      const use = isTarget(up) ? "changes" : this.useOf(up);
      return use === "changes" || (use === "escapes" && isNamedAnew(up));
    });
  }

  /** `const { argv } = process` */
  private isTakenApart(declarator: Spot): boolean {
    const pattern = child(declarator.node, "id");
    if (pattern?.type !== "ObjectPattern") return false;
    return list(pattern, "properties").some((each) => {
      if (each.type === "RestElement") return true;
      const value = child(each, "value");
      const name = value?.type === "AssignmentPattern" ? child(value, "left") : value;
      return (
        keyName(child(each, "key"), each.computed === true) === "argv" && this.namedUse(name, declarator) !== "harmless"
      );
    });
  }

  /** @param spot what gives the list */
  private useOf(spot: Spot): Use {
    const { up, field } = bareSpot(spot);
    if (up === null) return "escapes";
    const { node } = up;
    switch (node.type) {
      case "MemberExpression":
      case "OptionalMemberExpression":
        return field === "object" ? this.memberUse(up) : "harmless";
      case "SpreadElement":
      case "ForInStatement":
      case "ForOfStatement":
      case "BinaryExpression":
      case "UnaryExpression":
      case "TemplateLiteral":
      case "ExpressionStatement":
      case "IfStatement":
        return "harmless";
      case "ConditionalExpression":
        return field === "test" ? "harmless" : this.useOf(up);
      case "LogicalExpression":
      case "SequenceExpression":
        return this.useOf(up);
      case "VariableDeclarator":
        return this.namedUse(child(node, "id"), up);
      case "AssignmentPattern":
        return this.namedUse(child(node, "left"), up);
      case "AssignmentExpression":
        if (!/^(?:=|\|\|=|&&=|\?\?=)$/.test(String(node.operator))) return "harmless";
        return worst([this.namedUse(bare(child(node, "left")), up), this.useOf(up)]);
      case "CallExpression":
      case "OptionalCallExpression":
      case "NewExpression":
        return this.handedUse(bareSpot(spot).node, up);
      default:
        return "escapes";
    }
  }

  /** Of a member of the list. */
  private memberUse(member: Spot): Use {
    if (isTarget(member)) return "changes";
    const { up, field } = bareSpot(member);
    if (up?.node.type === "TaggedTemplateExpression") return "changes";
    if (field !== "callee") return "harmless";
    const name = propertyName(member.node) ?? "";
    if (COPIES.test(name)) return "harmless";
    if (!CALLS.test(name)) return "changes";
    const [callback] = up === null ? [] : list(up.node, "arguments");
    return callback !== undefined && this.takesElements(callback, /^reduce/.test(name) ? 3 : 2)
      ? "harmless"
      : "escapes";
  }

  /** Whether a callback gets no more than so many arguments: behind these stands the list itself. */
  private takesElements(callback: Node, most: number): boolean {
    if (!FUNCTION.test(callback.type)) return false;
    const params = list(callback, "params");
    if (params.length > most || params.some(({ type }) => type === "RestElement")) return false;
    return callback.type === "ArrowFunctionExpression" || !this.namesArguments(callback);
  }

  private namesArguments({ start, end }: Node): boolean {
    return /\barguments\b/.test(this.source.text.slice(start, end));
  }

  /** Of a name, or a pattern, that stands for the list from then on. Patterns take elements, or copies. */
  private namedUse(target: Node | null, at: Spot): Use {
    if (target?.type === "ArrayPattern" || target?.type === "ObjectPattern") return "harmless";
    const binding = target?.type === "Identifier" ? at.scope.find(string(target, "name") ?? "") : null;
    return binding === null || at.scope.isDoubtful(binding.name) ? "escapes" : this.bindingUse(binding);
  }

  private bindingUse(binding: Binding): Use {
    const known = this.known.get(binding);
    if (known !== undefined) return known;
    // Of one that is handed on in a circle the others tell.
    this.known.set(binding, "harmless");
    const use = this.findUse(binding);
    this.known.set(binding, use);
    return use;
  }

  private findUse(binding: Binding): Use {
    const { doubtful, scope, references } = binding;
    if (doubtful !== null || scope.evaluated !== null) return "escapes";
    // What a function is handed it also has by another name.
    if (FUNCTION.test(scope.node.type) && this.namesArguments(scope.node)) return "escapes";
    return worst(
      references.map(({ kind, spot }) => {
        if (kind === "exported") return "escapes";
        return kind === "read" ? this.useOf(spot) : "harmless";
      }),
    );
  }

  /** Of an argument. */
  private handedUse(given: Node, call: Spot): Use {
    const callee = bare(child(call.node, "callee"));
    const args = list(call.node, "arguments");
    const at = args.findIndex((each) => bare(each) === given || each === given);
    if (callee === null || at < 0 || args.slice(0, at).some(({ type }) => type === "SpreadElement")) return "escapes";
    const written = this.source.text.slice(callee.start, callee.end);
    const [root = ""] = written.split(".");
    if (LOOKS.test(written) && call.scope.find(root) === null)
      return args.length === 1 || written !== "Array.from" ? "harmless" : "escapes";
    const code = callee.type === "Identifier" ? functionOf(call.scope.find(root)) : null;
    const param = code === null ? undefined : list(code, "params")[at];
    const name = string(param?.type === "AssignmentPattern" ? child(param, "left") : (param ?? null), "name");
    const binding = this.source.scopes.find(({ node }) => node === code)?.names.get(name ?? "");
    return binding === undefined ? "escapes" : this.bindingUse(binding);
  }
}

/** The function that a name always stands for; null where that isn't known. */
function functionOf(binding: Binding | null): Node | null {
  const [only, ...more] = binding?.declared ?? [];
  if (binding === null || only === undefined || more.length > 0 || binding.doubtful !== null) return null;
  if (binding.references.some(({ kind, spot }) => kind === "write" && spot.node !== only.node)) return null;
  const declaring = only.up?.node;
  const code = declaring?.type === "VariableDeclarator" ? bare(child(declaring, "init")) : declaring;
  return code !== null && code !== undefined && FUNCTION.test(code.type) ? code : null;
}

function worst(uses: readonly Use[]): Use {
  return uses.includes("changes") ? "changes" : uses.includes("escapes") ? "escapes" : "harmless";
}

/** Without what changes nothing around it. */
function bareSpot(spot: Spot): Spot {
  let at = spot;
  while (at.up !== null && isWrapper(at.up.node)) at = at.up;
  return at;
}

/** Whether a value gets another name, at once or as one of several that may. */
function isNamedAnew(spot: Spot): boolean {
  let at = bareSpot(spot);
  while (at.up !== null && /^(?:Conditional|Logical|Sequence)Expression$/.test(at.up.node.type)) at = bareSpot(at.up);
  return /^(?:VariableDeclarator|AssignmentPattern|AssignmentExpression)$/.test(at.up?.node.type ?? "");
}

/** Whether a place is given another value, or taken away. */
function isTarget(spot: Spot): boolean {
  const { up, field } = bareSpot(spot);
  if (up === null) return false;
  const { type, operator } = up.node;
  if (type === "ObjectProperty") return field === "value" && up.up?.node.type === "ObjectPattern";
  if (type === "AssignmentExpression" || type === "AssignmentPattern" || /^For(?:In|Of)Statement$/.test(type))
    return field === "left";
  return /^(?:ArrayPattern|RestElement|UpdateExpression)$/.test(type) || operator === "delete";
}
