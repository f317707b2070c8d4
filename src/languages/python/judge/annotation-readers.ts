import type { FileFacts } from "./facts.js";

/**
 * What evaluates annotations at run time. A list of what is known, not of what is allowed: whoever hands functions or classes
 * to something else that does so is not found by it.
 */

/** Names and attributes that read the annotations of what they are given, or the annotations themselves. */
export const ANNOTATION_WORDS: readonly string[] = [
  "__annotations__",
  "__annotate__",
  "get_type_hints",
  "get_annotations",
  "get_overloads",
  "signature",
  "Signature",
  "getfullargspec",
  "singledispatch",
  "singledispatchmethod",
  "validate_call",
  "validate_arguments",
  "typechecked",
  "beartype",
  "inject",
  "create_model",
  "TypeAdapter",
  "make_dataclass",
];

/** Distributions' modules that read annotations of functions and classes that they are handed. */
const READING_MODULES = new Set([
  "aiohttp_pydantic",
  "attr",
  "attrs",
  "beanie",
  "beartype",
  "blacksheep",
  "cattr",
  "cattrs",
  "cyclopts",
  "dataclass_wizard",
  "dataclasses_json",
  "defopt",
  "dependency_injector",
  "dishka",
  "django_ninja",
  "environ",
  "esmerald",
  "fastapi",
  "fastmcp",
  "fire",
  "graphene",
  "hug",
  "hydra",
  "injector",
  "jsonargparse",
  "lagom",
  "litestar",
  "mashumaro",
  "mcp",
  "msgspec",
  "ninja",
  "odmantic",
  "plac",
  "plum",
  "punq",
  "pydantic",
  "pydantic_ai",
  "pydantic_settings",
  "robyn",
  "sanic_ext",
  "simple_parsing",
  "sqlmodel",
  "starlite",
  "strawberry",
  "tap",
  "traitlets",
  "typeguard",
  "typer",
  "tyro",
  "xdsl",
]);

/** @param module as written after `import` or `from`, with leading dots */
function readsAnnotations(module: string): boolean {
  const [first = ""] = module.split(".");
  return READING_MODULES.has(first);
}

/** Whether one of some modules reads annotations of what it is handed. @param modules as written, without leading dots */
export function importsReader(modules: readonly string[]): boolean {
  return modules.some(readsAnnotations);
}

/** Words of which what they give is the same wherever an import stands, as long as annotations are kept as texts. */
const GIVES_TEXTS: ReadonlySet<string> = new Set(["signature", "Signature", "getfullargspec"]);

/**
 * Where a file evaluates annotations of functions or classes that it is given, and how; null where it does not, as far as known.
 *
 * @param areTexts whether the annotations in question are kept as texts
 */
export function readerIn(facts: FileFacts, areTexts = false): { readonly how: string; readonly line: number } | null {
  // Who gets hold of texts may evaluate them himself.
  const isOnlyAsked =
    areTexts && Object.keys(facts.words).every((each) => GIVES_TEXTS.has(each)) && facts.lookups.length === 0;
  const [word] = isOnlyAsked ? [] : Object.entries(facts.words).sort((a, b) => a[1] - b[1]);
  if (word !== undefined) return { how: word[0], line: word[1] };
  const module = facts.modules.find((found) => readsAnnotations(found.module));
  return module === undefined ? null : { how: module.module, line: module.line };
}

/** Decorators that neither read a function's annotations nor hand the function on to what does. */
export const QUIET_DECORATORS: ReadonlySet<string> = new Set([
  "abc.abstractclassmethod",
  "abc.abstractmethod",
  "abc.abstractproperty",
  "atexit.register",
  "classmethod",
  "click.argument",
  "click.command",
  "click.confirmation_option",
  "click.group",
  "click.help_option",
  "click.option",
  "click.pass_context",
  "click.pass_obj",
  "click.password_option",
  "click.version_option",
  "contextlib.asynccontextmanager",
  "contextlib.contextmanager",
  "functools.cache",
  "functools.cached_property",
  "functools.lru_cache",
  "functools.wraps",
  "property",
  "staticmethod",
  "typing.final",
  "typing.no_type_check",
  "typing.overload",
  "typing.override",
  "typing_extensions.final",
  "typing_extensions.overload",
  "typing_extensions.override",
]);

/** Methods of what these make that are decorators themselves: `@cli.command()` of a click group, `@size.setter`. */
export const QUIET_METHODS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["click.group", new Set(["command", "group", "result_callback"])],
  ["property", new Set(["setter", "getter", "deleter"])],
]);

/** Class decorators that leave the annotations of methods alone. */
export const QUIET_CLASS_DECORATORS: ReadonlySet<string> = new Set([
  "dataclasses.dataclass",
  "enum.unique",
  "functools.total_ordering",
  "typing.final",
  "typing.runtime_checkable",
  "typing_extensions.final",
  "typing_extensions.runtime_checkable",
]);

/** Packages whose decorators compile a function's own code, in which an import statement has no place. */
const COMPILERS = new Set([
  "cython",
  "jax",
  "llvmlite",
  "numba",
  "pyccel",
  "pythran",
  "taichi",
  "tensorflow",
  "tf",
  "torch",
  "triton",
  "warp",
]);

const COMPILING_NAMES = /(?:^|\.)(?:n?jit|cfunc|vectorize|guvectorize|stencil|kernel|script)$/;

/** @param decorator its dotted name */
export function compilesFunction(decorator: string): boolean {
  return COMPILERS.has(decorator.split(".")[0] ?? "") || COMPILING_NAMES.test(decorator);
}
