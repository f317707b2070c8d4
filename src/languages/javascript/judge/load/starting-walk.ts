import { child, children, keyName, type Node } from "../../scan/full/node.js";
import type { Arguments } from "./calls.js";
import { LoadWalk } from "./load-facts.js";
import type { Scope, Thing, Value } from "./values.js";

/** Names of the engine's functions and classes that neither keep what they are handed for later nor look at garbage. */
const ENGINE =
  "Array Object String Number Boolean Symbol BigInt RegExp Map Set WeakMap WeakSet Date Function.global Error TypeError RangeError " +
  "SyntaxError ReferenceError EvalError URIError AggregateError Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array " +
  "Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array ArrayBuffer DataView TextEncoder TextDecoder " +
  "URL URLSearchParams parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI escape " +
  "unescape atob btoa require require.resolve";

const STARTS_NOTHING: readonly RegExp[] = [
  new RegExp(`^(?:${ENGINE.split(" ").join("|").replaceAll(".", "\\.")})$`),
  /^(?:Object|Reflect|Array|JSON|Math|Intl|Number|BigInt|Symbol|Date|String|Buffer|ArrayBuffer)\.(?!prototype\b|fromAsync$)\w+$/,
  /^(?:URL\.canParse|Error\.captureStackTrace|Function\.prototype\.(?:call|apply|bind))$/,
  /^(?:Array|String|Number|Object|RegExp|Map|Set|WeakMap|WeakSet|Date|Boolean|Symbol|BigInt|Error|URL|URLSearchParams|Uint8Array)\.prototype\.(?!getOrInsertComputed$)\w+$/,
  // A method of what isn't known by its kind: not one of a promise, a stream or an emitter.
  /^\*\.prototype\.(?!(?:then|catch|finally|pipe|on|once|addListener|prependListener|resume|pause|write|end|read|destroy|unref|ref|emit|abort|addEventListener|dispatchEvent|run|getOrInsertComputed)$)\w+$/,
  /^(?:node:buffer\.)?Buffer(?:\.\w+)?$/,
  /^console\.(?:log|error|warn|info|debug)$/,
  /^process\.(?:cwd|hrtime|hrtime\.bigint|uptime|memoryUsage|cpuUsage|exit|chdir|getuid|geteuid|getgid|getegid)$/,
  /^(?:node:perf_hooks\.)?performance\.now$/,
  /^node:(?:path|querystring|assert|os|string_decoder|punycode)(?:\.(?!rejects$|doesNotReject$)\w+)*$/,
  /^node:url\.(?:fileURLToPath|pathToFileURL|parse|format|resolve|URL|URLSearchParams|domainTo\w+)$/,
  /^node:util\.(?:format|formatWithOptions|inspect|parseArgs|isDeepStrictEqual|stripVTControlCharacters|styleText|inherits|types\.\w+)$/,
  /^node:fs\.(?:\w+Sync|realpathSync\.native)$/,
  /^node:crypto\.(?:randomUUID|randomFillSync|timingSafeEqual|getHashes)$/,
  /^node:module\.(?:createRequire|isBuiltin)$/,
  /^node:tty\.isatty$/,
];

/** What may throw an error, so that a load that calls it is not moved, but gives an object of texts as another function does. */
const PARSERS = new Map([["node:util.parseArgs", "node:querystring.parse"]]);

/** Whether a call of a function of the engine or of Node is over when it returns, and nobody is called later because of it. */
export function startsNothing(path: string): boolean {
  const called = /^(.+)\.(?:call|apply|bind)$/.exec(path)?.[1];
  return STARTS_NOTHING.some((each) => each.test(path) || (called !== undefined && each.test(called)));
}

/**
 * Walks code as a load, to see whether anything of what it does may go on, or come, once it is over: of all that is not known to be over it
 * says "schedules" or "unknown-at-load".
 */
export class StartingWalk extends LoadWalk {
  /** @param awaited where functions begin that are async and may be taken for what runs at once: their text ends before they wait */
  constructor(
    text: string,
    path: string,
    private readonly awaited: ReadonlySet<number> = new Set(),
  ) {
    super(text, path);
  }

  protected override builtinCall(
    path: string,
    self: Value,
    args: Arguments,
    node: Node,
    scope: Scope,
    isNew: boolean,
  ): Value {
    if (!startsNothing(path)) this.emit("schedules", path, node);
    // Whoever is handed what that gives is not seen to call it.
    if (path.endsWith(".bind")) this.emit("unknown-at-load", "bind", node, true);
    // Of the engine's own it is known who calls what.
    if (/^(?:node:|process\.)/.test(path)) this.mayCallAll(args);
    return super.builtinCall(PARSERS.get(path) ?? path, self, args, node, scope, isNew);
  }

  protected override invoke(thing: Thing, self: Value, args: Arguments, node: Node): Value {
    const code = thing.code?.node;
    if (code?.async === true && !this.awaited.has(code.start)) this.emit("schedules", "an async function", node);
    return super.invoke(thing, self, args, node);
  }

  /** What an assignment, a conversion or a loop calls is not followed. */
  protected override functionThing(node: Node, scope: Scope, home: Thing | null = null): Thing {
    if (isCalledUnseen(node) && calls(node))
      this.emit("unknown-at-load", "what a method calls that no text names", node, true);
    return super.functionThing(node, scope, home);
  }

  /** What a function loads that another module calls is no part of its own module's load. */
  protected override requireCall(args: Arguments, node: Node): Value {
    if (this.calling > 0) this.emit("unknown-at-load", "a require in a function", node, true);
    return super.requireCall(args, node);
  }
}

/** Setters, also in descriptors, and methods by which the engine converts and goes through values. */
function isCalledUnseen(node: Node): boolean {
  if (!/Method$/.test(node.type)) return false;
  const name = keyName(child(node, "key"), node.computed === true);
  return node.kind === "set" || name === null || /^(?:set|toString|valueOf|toJSON|then)$/.test(name);
}

function calls(node: Node): boolean {
  if (/^(?:Call|OptionalCall|New|TaggedTemplate|Await|Import|Yield)Expression$/.test(node.type)) return true;
  return children(node).some(([, each]) => calls(each));
}
