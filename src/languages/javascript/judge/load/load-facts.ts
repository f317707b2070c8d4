import { builtinName } from "../../builtins.js";
import { dialectOf } from "../../scan/dialect.js";
import { type FlatTree, flatTree } from "../../scan/full/flat-tree.js";
import { child, list, type Node, string } from "../../scan/full/node.js";
import { parseFully } from "../../scan/full/parse.js";
import { changesIn } from "./changes-others.js";
import { type ChangingState, changingState } from "./changing-state.js";
import { variableNames } from "./declared-names.js";
import { DoingsList, lineOf } from "./doings.js";
import type { CallAtLoad, CallSummary, Doings, ForeignPath, PlainFacts } from "./facts.js";
import { foreignIn } from "./foreign-in.js";
import { moduleValue } from "./interop.js";
import { loadOnlyFunctions } from "./load-only.js";
import { mentionedNames } from "./mentioned-names.js";
import { TooMuch } from "./objects.js";
import { reboundNames } from "./rebound.js";
import { StatementWalk } from "./statements.js";
import { topOnly } from "./top-only.js";
import { constant, foreign, newFrame, object, PLAIN, Scope, Thing, UNDEFINED, UNKNOWN, Value } from "./values.js";

/** Files whose load runs no code that could be read. */
export const NO_SOURCE = /\.(?:json|node|wasm)$/;

/**
 * What loading a file does, from Babel's tree: its top-level code runs as far as that can be told from the text, with the
 * functions of its own that it calls. Expressions stand for all that they may be; what can't be followed is an effect of
 * its own, so nothing is left out but what the language does behind a text: conversions (`toString`, `valueOf`,
 * iterators of own classes), proxies, and getters of other modules' objects.
 *
 * @param path absolute, for its dialect and for where the package's folder is
 */
export function loadFacts(
  text: string,
  path: string,
  makeWalk = (text: string, path: string): LoadWalk => new LoadWalk(text, path),
): PlainFacts {
  if (NO_SOURCE.test(path)) return { ...nothing(), hasOwnExports: path.endsWith(".json") };
  const walk = makeWalk(text, path);
  walk.run();
  return walk.facts();
}

function nothing(): PlainFacts {
  return {
    effects: [],
    calls: [],
    reads: [],
    requires: [],
    passedOn: new Map(),
    hasOwnExports: false,
    foreignIn: new Set(),
    passesAll: [],
    later: changesIn(null, new Set()),
    state: changingState(null, new Set()),
    mentions: new Set(),
    topOnly: new Set(),
    rebound: new Set(),
    isModule: false,
  };
}

/** One file's walk: first its load, then functions of it by what it exports. */
export class LoadWalk extends StatementWalk {
  protected readonly top = new Scope(null, 0, newFrame());
  private readonly firstExports = new Thing(0);
  private program: Node | null = null;
  private isWhole = false;
  private rebound: ReadonlySet<string> = new Set();
  private knownTree: FlatTree | null = null;
  private knownState: ChangingState | null = null;
  private knownLoadOnly: ReadonlySet<Node> | null = null;

  protected get state(): ChangingState {
    this.knownState ??= changingState(this.tree, this.loadOnly);
    return this.knownState;
  }

  private get tree(): FlatTree | null {
    if (this.knownTree === null && this.program !== null) this.knownTree = flatTree(this.program);
    return this.knownTree;
  }

  private get loadOnly(): ReadonlySet<Node> {
    this.knownLoadOnly ??= this.tree === null ? new Set() : loadOnlyFunctions(this.tree);
    return this.knownLoadOnly;
  }

  constructor(
    protected readonly text: string,
    private readonly path: string,
  ) {
    super();
  }

  run(): void {
    try {
      const file = parseFully(this.text, dialectOf(this.path) ?? { types: false, jsx: true, declaration: false });
      this.program = child(file, "program");
      if (this.program !== null) this.walkProgram(this.program);
      if (this.isModule) this.rebound = reboundNames(this.program);
      this.isWhole = true;
    } catch (error) {
      if (!(error instanceof TooMuch || error instanceof SyntaxError || error instanceof RangeError)) throw error;
      const what = error instanceof TooMuch ? "more than can be followed" : "could not be parsed";
      this.sink.effect("unknown-at-load", what, 1, true);
    }
  }

  private walkProgram(program: Node): void {
    const body = list(program, "body");
    const isEsm = /\.m[jt]s$/.test(this.path) || (!/\.c[jt]s$/.test(this.path) && program.sourceType === "module");
    this.isModule = isEsm;
    const exports = object(this.firstExports);
    this.moduleThing.fields.set("exports", Value.of(...exports));
    if (!isEsm) {
      this.top.declare("module").add(object(this.moduleThing));
      this.top.declare("exports").add(exports);
      for (const name of ["__dirname", "__filename"]) this.top.declare(name).put({ kind: "own-path", path: "" });
      this.moduleThing.fields.set("require", Value.of({ kind: "builtin", path: "require" }));
      for (const name of ["filename", "path"])
        this.moduleThing.fields.set(name, Value.of({ kind: "own-path", path: "" }));
      for (const name of ["id", "loaded", "paths"]) this.moduleThing.fields.set(name, Value.of(PLAIN));
      for (const name of ["parent", "children", "constructor"]) this.moduleThing.fields.set(name, Value.of(UNKNOWN));
      this.top.frame.self.add(exports);
    }
    for (const each of body) {
      if (each.type === "ImportDeclaration") this.importNames(each, this.top);
      else if (/^Export(?:All|Named)Declaration$/.test(each.type)) this.reExport(each);
    }
    for (const name of variableNames(program)) this.top.declare(name);
    this.statements(body, this.top);
    for (const each of body) if (each.type === "ExportNamedDeclaration") this.exportNames(each);
  }

  private reExport(node: Node): void {
    const specifier = string(child(node, "source"), "value");
    if (specifier === null || node.exportKind === "type") return;
    this.noteRequire(specifier, node);
    if (node.type === "ExportAllDeclaration") this.passesAll.add(specifier);
    for (const each of list(node, "specifiers")) {
      const name = string(child(each, "local"), "name") ?? string(child(each, "local"), "value");
      const whole = moduleValue(specifier);
      if (each.type === "ExportNamespaceSpecifier") this.give(each, whole);
      else if (name === null || builtinName(specifier) !== null) this.give(each, this.read(whole, name, each));
      else {
        this.sink.passOn(specifier, name, lineOf(each));
        this.give(each, foreign(specifier, name));
      }
    }
  }

  private exportNames(node: Node): void {
    if (child(node, "source") !== null) return;
    const declared = child(node, "declaration");
    for (const each of list(node, "specifiers")) {
      const name = string(child(each, "local"), "name") ?? "";
      this.give(each, this.top.find(name)?.value ?? Value.of(UNKNOWN));
    }
    if (declared === null) return;
    const names =
      declared.type === "VariableDeclaration"
        ? list(declared, "declarations").map((each) => child(each, "id"))
        : [child(declared, "id")];
    for (const each of names) {
      if (each?.type === "Identifier")
        this.firstExports.fields.set(
          string(each, "name") ?? "",
          this.top.find(string(each, "name") ?? "")?.value ?? Value.of(UNKNOWN),
        );
      else this.firstExports.rest.put(UNKNOWN);
    }
  }

  private give(node: Node, value: Value): void {
    const to = child(node, "exported");
    const name = string(to, "name") ?? string(to, "value");
    if (name !== null) this.firstExports.fields.set(name, value);
  }

  protected exportsOf(): Value {
    return this.moduleThing.fields.get("exports") ?? new Value();
  }

  facts(): PlainFacts {
    const { effects, calls, reads } = this.sink.done();
    const { state } = this;
    const later = changesIn(this.tree, this.loadOnly);
    const topOnlyNames = this.tree === null ? new Set<string>() : topOnly(this.tree, this.text, this.requires);
    this.knownTree = null;
    return {
      effects,
      calls,
      reads,
      requires: this.requires,
      passedOn: this.passedOn(),
      hasOwnExports: this.hasOwnExports(),
      foreignIn: this.isWhole ? foreignIn(this.exportsOf()) : new Set(),
      passesAll: [...this.passesAll],
      later,
      state,
      mentions: mentionedNames(this.text),
      topOnly: topOnlyNames,
      rebound: this.rebound,
      isModule: this.isModule,
    };
  }

  /** What calls of the engine or of a class give may be what these were handed. */
  private hasOwnExports(): boolean {
    const parts = [...this.exportsOf()];
    const isMade = (thing: Thing): boolean =>
      thing === this.firstExports || thing.code !== null || (!thing.isContainer && thing.bases.isEmpty);
    return this.isWhole && !this.isModule && parts.every((part) => part.kind === "object" && isMade(part.object));
  }

  private passedOn(): Map<string, ForeignPath[]> {
    const found = new Map<string, ForeignPath[]>();
    const note = (name: string, value: Value): void => {
      for (const part of value) {
        if (part.kind !== "foreign" || builtinName(part.specifier) !== null) continue;
        const known = found.get(name) ?? [];
        const { specifier, path, isByName } = part;
        known.push(isByName === true ? { specifier, path, isByName } : { specifier, path });
        found.set(name, known);
      }
    };
    const before = this.sink;
    this.sink = new DoingsList();
    note("", this.exportsOf());
    for (const part of this.exportsOf()) {
      if (part.kind !== "object") continue;
      const { fields, getters, rest } = part.object;
      for (const [name, value] of fields) note(name, value);
      for (const name of getters.keys())
        note(
          name,
          this.quietly(() => this.read(Value.of(part), name, this.program ?? NO_NODE)),
        );
      note("*", rest);
    }
    this.sink = before;
    return found;
  }

  private quietly(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      if (error instanceof TooMuch || error instanceof RangeError) return Value.of(UNKNOWN);
      throw error;
    }
  }

  /**
   * What a function that the module exports does when another module calls it, once it was loaded: what it made then is its own
   * state, which the call should not change.
   *
   * @param name dotted: of `require("x").a.b()` "a.b"
   */
  summary(name: string, isNew: boolean, constants: CallAtLoad["constants"]): CallSummary {
    this.epoch = 0;
    this.calling++;
    this.steps = 0;
    if (!this.isWhole) return { effects: [], calls: [], reads: [], isFound: false, givesNew: false };
    this.sink = new DoingsList();
    const node = this.program ?? NO_NODE;
    let isFound = true;
    let givesNew = false;
    try {
      let value = this.exportsOf();
      let self = value;
      for (const key of name === "" ? [] : name.split(".")) {
        self = value;
        const found = this.read(value, key, node);
        // A module without `default` that an interop helper was put around.
        value = key === "default" && isNothing(found) ? value : found;
      }
      this.sink = new DoingsList();
      this.epoch = 1;
      const parts = [...value].filter((part) => part.kind !== "constant" || part.value !== undefined);
      isFound =
        parts.length > 0 &&
        parts.every((part) => part.kind === "object" && (part.object.code ?? part.object.bound) !== null);
      const given = [0, 1, 2, 3].map((at) => {
        const known = constants[at];
        return known === undefined ? Value.of({ kind: "argument", at, isWithin: false }, UNDEFINED) : constant(known);
      });
      const rest = Value.of({ kind: "argument", at: -1, isWithin: true });
      const gives = isFound ? this.callValue(Value.of(...parts), self, { given, rest }, node, this.top, isNew) : null;
      givesNew = gives !== null && this.isOwn(gives, new Set());
    } catch (error) {
      if (!(error instanceof TooMuch || error instanceof RangeError)) throw error;
      isFound = false;
      this.isWhole = false;
    }
    const { effects, calls, reads } = this.sink;
    return { effects, calls, reads, isFound, givesNew };
  }

  /** Of what stands at a path of the exports, within objects of the file's own too, and in what these inherit from, what other modules made. */
  foreignAt(path: string): ForeignPath[] {
    return [...this.valueAt(path)].flatMap((part) =>
      part.kind === "foreign" && builtinName(part.specifier) === null
        ? [{ specifier: part.specifier, path: part.path }]
        : [],
    );
  }

  /** The same of Node's own modules, by their full names. */
  builtinsAt(path: string): ForeignPath[] {
    return [...this.valueAt(path)].flatMap((part) => {
      const [specifier = "", ...names] = part.kind === "builtin" ? part.path.split(".") : [];
      return specifier.startsWith("node:") ? [{ specifier, path: names.join(".") }] : [];
    });
  }

  private valueAt(path: string): Value {
    if (!this.isWhole) return new Value();
    const before = this.sink;
    this.sink = new DoingsList();
    this.steps = 0;
    const node = this.program ?? NO_NODE;
    const value = this.quietly(() => {
      let at = this.exportsOf();
      for (const key of path === "" ? [] : path.split(".")) {
        const inner = this.read(at, key, node);
        at = key === "default" && isNothing(inner) ? at : inner;
      }
      return at;
    });
    this.sink = before;
    return value;
  }

  /** What reading an export does once the module was loaded: its getters run. @returns null where that can't be told */
  reading(path: string): Doings | null {
    this.epoch = 1;
    this.calling++;
    this.steps = 0;
    if (!this.isWhole) return null;
    this.sink = new DoingsList();
    try {
      let value = this.exportsOf();
      for (const key of path.split(".")) value = this.read(value, key, this.program ?? NO_NODE);
    } catch (error) {
      if (!(error instanceof TooMuch || error instanceof RangeError)) throw error;
      this.isWhole = false;
      return null;
    }
    const { effects, calls, reads } = this.sink;
    return { effects, calls, reads };
  }
}

function isNothing(value: Value): boolean {
  return [...value].every((part) => part.kind === "constant" && part.value === undefined);
}

const NO_NODE: Node = { type: "Program", start: 0, end: 0 };
