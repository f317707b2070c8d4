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
export function readsAnnotations(module: string): boolean {
  const [first = ""] = module.split(".");
  return READING_MODULES.has(first);
}

/** Decorators, by their last names, that neither read a function's annotations nor hand the function on to what does. */
export const QUIET_DECORATORS: ReadonlySet<string> = new Set([
  "abstractmethod",
  "asynccontextmanager",
  "cache",
  "cached_property",
  "classmethod",
  "contextmanager",
  "deleter",
  "final",
  "getter",
  "lru_cache",
  "no_type_check",
  "overload",
  "override",
  "property",
  "setter",
  "staticmethod",
  "wraps",
]);

/** Class decorators that leave the annotations of methods alone. */
export const QUIET_CLASS_DECORATORS: ReadonlySet<string> = new Set([
  "dataclass",
  "final",
  "runtime_checkable",
  "total_ordering",
  "unique",
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
