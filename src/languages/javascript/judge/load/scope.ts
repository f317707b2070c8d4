import { child, list, type Node, string } from "../../scan/full/node.js";
import { type Thing, Value } from "./values.js";

/** What a function's calls share: they are not told apart. */
export interface Frame {
  readonly self: Value;
  readonly returns: Value;
  readonly arguments: Value;
  /** The class whose constructor or method it is. */
  home: Thing | null;
  isActive: boolean;
  wasEntered: boolean;
  /** What was known when it was last walked to its end. */
  doneAt: number;
}

export function newFrame(): Frame {
  return {
    self: new Value(),
    returns: new Value(),
    arguments: new Value(),
    home: null,
    isActive: false,
    wasEntered: false,
    doneAt: -1,
  };
}

/** Names of a block or function; those below a node are made once, so that a second walk finds the same. */
export class Scope {
  readonly names = new Map<string, Value>();
  private readonly below = new Map<Node, Map<number, Scope>>();
  /** Objects that expressions in it make: the same each time that they are walked. */
  readonly things = new Map<Node, Thing>();

  constructor(
    readonly above: Scope | null,
    /** 0 for what lives with the module, 1 for what a followed function makes. */
    readonly epoch: number,
    readonly frame: Frame,
  ) {}

  /** @param variant calls that are told apart have another scope */
  inside(node: Node, epoch: number, variant: number, hasFrame: boolean): Scope {
    let known = this.below.get(node);
    if (known === undefined) {
      known = new Map();
      this.below.set(node, known);
    }
    let made = known.get(variant);
    if (made === undefined) {
      made = new Scope(this, epoch, hasFrame ? newFrame() : this.frame);
      known.set(variant, made);
    }
    return made;
  }

  declare(name: string): Value {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const made = new Value();
    this.names.set(name, made);
    return made;
  }

  find(name: string): { readonly value: Value; readonly scope: Scope } | null {
    for (let at: Scope | null = this; at !== null; at = at.above) {
      const value = at.names.get(name);
      if (value !== undefined) return { value, scope: at };
    }
    return null;
  }
}

/** Names that a pattern binds. */
export function boundNames(pattern: Node | null): string[] {
  if (pattern === null) return [];
  switch (pattern.type) {
    case "Identifier":
      return [string(pattern, "name") ?? ""];
    case "ObjectPattern":
      return list(pattern, "properties").flatMap((one) => boundNames(child(one, "value") ?? child(one, "argument")));
    case "ArrayPattern":
      return list(pattern, "elements").flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(child(pattern, "left"));
    case "RestElement":
      return boundNames(child(pattern, "argument"));
    case "TSParameterProperty":
      return boundNames(child(pattern, "parameter"));
    default:
      return [];
  }
}

/** Names that statements of one block declare for it: `let`, `const`, `class`, functions, imports. */
export function lexicalNames(statements: readonly Node[]): string[] {
  const names: string[] = [];
  for (const statement of statements) {
    const one = exported(statement);
    if (one.type === "VariableDeclaration" && one.kind !== "var") {
      for (const each of list(one, "declarations")) names.push(...boundNames(child(each, "id")));
    } else if (DECLARATION.test(one.type)) names.push(...boundNames(child(one, "id")));
    else if (one.type === "ImportDeclaration") {
      for (const each of list(one, "specifiers")) names.push(...boundNames(child(each, "local")));
    }
  }
  return names;
}

const DECLARATION = /^(?:FunctionDeclaration|ClassDeclaration|TSEnumDeclaration|TSModuleDeclaration)$/;
const INNER = [
  "body",
  "consequent",
  "alternate",
  "block",
  "handler",
  "finalizer",
  "init",
  "left",
  "cases",
  "declaration",
];

/** Names that `var` declares for a whole function, from anywhere in it; and those of functions in its blocks. */
export function variableNames(body: Node): string[] {
  const names: string[] = [];
  const open: Node[] = [body];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === "FunctionDeclaration") names.push(...boundNames(child(node, "id")));
    else if (node.type === "VariableDeclaration") {
      if (node.kind === "var")
        for (const each of list(node, "declarations")) names.push(...boundNames(child(each, "id")));
    } else if (/Statement$|^Program$|^CatchClause$|^SwitchCase$|^Export/.test(node.type)) {
      for (const field of INNER) {
        const inner = node[field];
        if (Array.isArray(inner)) open.push(...list(node, field));
        else {
          const one = child(node, field);
          if (one !== null) open.push(one);
        }
      }
    }
  }
  return names;
}

/** The declaration that an export statement holds, else the statement itself. */
export function exported(statement: Node): Node {
  return /^Export(?:Named|Default)Declaration$/.test(statement.type)
    ? (child(statement, "declaration") ?? statement)
    : statement;
}
