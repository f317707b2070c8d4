import type { LoadCode } from "./facts.js";

/**
 * What calling a function of the engine or of Node does; null for one that is known to do nothing but give a value made
 * of what it is handed (and to call functions that it is handed), undefined for one that isn't known.
 *
 * @param path "Object.keys", "node:fs.readFileSync"
 * @param count how many arguments it gets
 */
export function builtinCall(path: string, count: number): LoadCode | null | undefined {
  const known = EXACT.get(path);
  if (CHANGED_ARGUMENT.has(path)) return null;
  if (known !== undefined) return count === 0 && path === "Date" ? "reads-clock" : known;
  for (const [pattern, code] of PATTERNS) if (pattern.test(path)) return code;
  return undefined;
}

/** What merely reading a property of the engine's or Node's asks for; null where it is the same for all of a process's life. */
export function builtinRead(path: string): { readonly code: LoadCode; readonly what: string } | null {
  if (path === "process.env" || path === "process.argv") return null;
  const key = /^process\.env\.(.+)$/s.exec(path)?.[1];
  if (key !== undefined) return { code: "reads-environment", what: key };
  if (/^process\.(?:argv|argv0|execArgv|title)\b/.test(path)) return { code: "reads-argv", what: path };
  if (/^process\.std(?:in|out|err)\.(?:isTTY|columns|rows|isRaw|_handle|fd|writable\w*)/.test(path))
    return path.endsWith(".fd") ? null : { code: "reads-terminal", what: path };
  if (
    /^process\.(?:exitCode|domain|_events|debugPort|report|noDeprecation|throwDeprecation|traceDeprecation)\b/.test(
      path,
    )
  )
    return { code: "reads-global", what: path };
  if (/^Error\.(?:stackTraceLimit|prepareStackTrace)$/.test(path)) return { code: "reads-global", what: path };
  if (/^node:(?:events\..*defaultMaxListeners|https?\.globalAgent)/.test(path))
    return { code: "reads-global", what: path };
  return null;
}

/** What changing a property of the engine's or Node's is. */
export function builtinWrite(path: string): LoadCode {
  if (path.startsWith("process.env")) return "changes-environment";
  if (/^process\b/.test(path)) return "changes-process";
  if (/^(?:node:module|require)\b/.test(path)) return "changes-loader";
  return /^globalThis\b/.test(path) ? "changes-global" : "changes-builtin";
}

const EXACT = new Map<string, LoadCode | null>();

function all(prefix: string, names: string, code: LoadCode | null = null): void {
  for (const name of names.split(" ")) EXACT.set(prefix + name, code);
}

all(
  "",
  "Array Object String Number Boolean Symbol BigInt RegExp Map Set WeakMap WeakSet WeakRef Date Proxy Error TypeError RangeError " +
    "SyntaxError ReferenceError EvalError URIError AggregateError Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array " +
    "Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array ArrayBuffer SharedArrayBuffer DataView " +
    "TextEncoder TextDecoder URL URLSearchParams AbortController Event EventTarget CustomEvent Headers FormData Blob parseInt " +
    "parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape structuredClone atob " +
    "btoa Promise FinalizationRegistry Iterator",
);
all("Object.", "keys values entries getOwnPropertyNames getOwnPropertySymbols getOwnPropertyDescriptor");
all(
  "Object.",
  "getOwnPropertyDescriptors getPrototypeOf is fromEntries hasOwn isFrozen isSealed isExtensible groupBy create",
);
all("Reflect.", "ownKeys get has getPrototypeOf getOwnPropertyDescriptor isExtensible apply construct");
all("Array.", "isArray from of");
all("Symbol.", "for keyFor");
all("Date.", "UTC parse");
all("Date.", "now", "reads-clock");
all("String.", "fromCharCode fromCodePoint raw");
all("Number.", "isInteger isSafeInteger isFinite isNaN parseFloat parseInt");
all("BigInt.", "asIntN asUintN");
all("ArrayBuffer.", "isView");
all("JSON.", "parse stringify");
all("Promise.", "resolve");
all("Error.", "captureStackTrace");
all("URL.", "canParse");
all("", "setTimeout setInterval setImmediate queueMicrotask", "schedules");
all("", "clearTimeout clearInterval clearImmediate", "schedules");
all("", "fetch WebSocket EventSource", "network");
all("process.", "nextTick", "schedules");
all("process.", "hrtime uptime hrtime.bigint cpuUsage", "reads-clock");
all("process.", "memoryUsage resourceUsage getActiveResourcesInfo availableMemory constrainedMemory", "reads-machine");
all("process.", "cwd", "reads-directory");
all("process.", "getuid geteuid getgid getegid getgroups", "reads-machine");
all("process.", "getBuiltinModule binding");
all("WebAssembly.", "compile instantiate Module Instance Memory Table Global validate");
all(
  "process.",
  "chdir umask setuid setgid seteuid setegid setgroups initgroups exit abort kill reallyExit",
  "changes-process",
);
all("process.", "setUncaughtExceptionCaptureCallback setSourceMapsEnabled dlopen", "changes-process");
all(
  "process.",
  "on once addListener prependListener prependOnceListener removeListener off removeAllListeners",
  "listens",
);
all("process.", "setMaxListeners", "changes-process");
all("process.", "emit emitWarning", "writes-output");
all("process.", "loadEnvFile", "changes-environment");
all(
  "node:util.",
  "promisify deprecate inspect format debuglog debug callbackify isDeepStrictEqual stripVTControlCharacters",
);
all(
  "node:util.",
  "TextEncoder TextDecoder formatWithOptions isArray isRegExp isString isFunction isObject styleText toUSVString",
);
all(
  "node:util.",
  "isDate isError isBuffer isPrimitive isUndefined isNull isNumber isBoolean isSymbol isNullOrUndefined",
);
all("node:util.inspect.", "custom");
all("node:events.", "EventEmitter once EventEmitter.EventEmitter");
EXACT.set("node:events", null);
all(
  "node:url.",
  "fileURLToPath parse URL URLSearchParams format domainToASCII domainToUnicode pathToFileURL resolve urlToHttpOptions",
);
all("node:os.", "platform type arch endianness availableParallelism");
all("node:os.", "homedir tmpdir", "reads-environment");
all(
  "node:os.",
  "cpus totalmem freemem hostname release networkInterfaces userInfo version machine loadavg uptime",
  "reads-machine",
);
all("node:crypto.", "createHash createHmac getHashes getCiphers getCurves timingSafeEqual");
all(
  "node:crypto.",
  "randomBytes randomUUID randomInt randomFillSync randomFill getRandomValues pseudoRandomBytes",
  "reads-random",
);
all("crypto.", "randomUUID getRandomValues", "reads-random");
all("Math.", "random", "reads-random");
all("node:tty.", "isatty", "reads-terminal");
all("node:worker_threads.", "Worker", "starts-process");
all("node:module.", "createRequire isBuiltin");
all("node:http.", "Agent");
all("node:https.", "Agent");
all("node:async_hooks.", "AsyncLocalStorage AsyncResource");
all("node:diagnostics_channel.", "channel tracingChannel");
all("node:stream.", "Readable Writable Duplex Transform PassThrough Stream promisify");
EXACT.set("node:stream", null);
all("node:string_decoder.", "StringDecoder");
all("node:vm.", "Script isContext");
all("node:buffer.", "Buffer Blob isUtf8 isAscii");
all("node:zlib.", "crc32");
all("node:v8.", "setFlagsFromString", "changes-process");
all("node:dns.", "setDefaultResultOrder setServers", "changes-builtin");
all("node:fs.", "realpathSync.native", "reads-file");
all("require.", "resolve resolve.paths");

const PATTERNS: readonly (readonly [RegExp, LoadCode | null])[] = [
  [/^node:punycode\./, null],
  [/^(?:Math|Intl|Buffer|Atomics)\./, null],
  [/^Intl\./, null],
  [
    /^(?:node:buffer\.)?Buffer(?:\.(?:from|alloc|allocUnsafe|allocUnsafeSlow|concat|isBuffer|byteLength|compare|isEncoding))?$/,
    null,
  ],
  [
    /^node:path\.(?:(?:posix|win32)\.)?(?:join|dirname|basename|extname|normalize|parse|format|isAbsolute|toNamespacedPath|matchesGlob)$/,
    null,
  ],
  [/^node:path\.(?:(?:posix|win32)\.)?(?:resolve|relative)$/, "reads-directory"],
  [/^node:(?:querystring|assert|util\.types)\b/, null],
  [/^console\b/, "writes-output"],
  [/^process\.std(?:out|err)\.(?:write|end)$/, "writes-output"],
  [
    /^process\.std(?:in|out|err)\.(?:on|once|addListener|prependListener|resume|setRawMode|setEncoding|read)$/,
    "listens",
  ],
  [/^process\.std(?:in|out|err)\.(?:getWindowSize|getColorDepth|hasColors)$/, "reads-terminal"],
  [/^(?:node:perf_hooks\.)?performance\./, "reads-clock"],
  [/^node:timers(?:\/promises)?\./, "schedules"],
  [/^node:child_process\./, "starts-process"],
  [/^node:(?:net|https?|http2|dns|tls|dgram|dns\/promises|https)\./, "network"],
  [
    /^node:fs(?:\/promises|\.promises)?\.(?:read|exists|stat|lstat|fstat|access|opendir|readlink|realpath|createReadStream|glob|statfs)/,
    "reads-file",
  ],
  [/^node:fs(?:\/promises|\.promises)?\.(?:watch|unwatch)/, "listens"],
  [/^node:fs(?:\/promises|\.promises)?\./, "writes-file"],
  [/^node:module\./, "changes-loader"],
  [/^node:readline\b/, "listens"],
  // Methods of values: what they change is what they are called on.
  [
    /^(?:Array|String|Number|Object|Function|RegExp|Map|Set|WeakMap|WeakSet|Date|Boolean|Symbol|BigInt|Error|URL|Iterator|Uint8Array)\.prototype\./,
    null,
  ],
  [/^node:events(?:\.EventEmitter)?\.prototype\./, null],
  [/^\*\.prototype\.(?:then|catch|finally)$/, "schedules"],
  [/^\*\.prototype\./, null],
];

/** Arguments that a known function changes, by their index. */
export const CHANGED_ARGUMENT: ReadonlyMap<string, number> = new Map([
  ["Object.assign", 0],
  ["Object.defineProperty", 0],
  ["Object.defineProperties", 0],
  ["Object.setPrototypeOf", 0],
  ["Object.freeze", 0],
  ["Object.seal", 0],
  ["Object.preventExtensions", 0],
  ["Reflect.set", 0],
  ["Reflect.defineProperty", 0],
  ["Reflect.deleteProperty", 0],
  ["Reflect.setPrototypeOf", 0],
  ["Reflect.preventExtensions", 0],
  ["Error.captureStackTrace", 0],
  ["node:util.inherits", 0],
]);

/** Methods of the engine's own objects that change what they are called on. */
export const CHANGING_METHOD =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|append|on|once|addListener|prependListener|prependOnceListener|emit|off|removeListener|removeAllListeners|setMaxListeners|write\w*|swap\d+|compile|register|unregister|lastIndex|exec|test|setEncoding|update|next|return|throw|addEventListener|removeEventListener|dispatchEvent|abort|__define[GS]etter__)$/;

/** Methods of the engine's objects of all kinds: whatever has one of these by another name than its own fields. */
export const KNOWN_METHOD =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|append|on|once|addListener|prependListener|off|removeListener|removeAllListeners|setMaxListeners|get|has|forEach|map|filter|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|flat|flatMap|concat|slice|join|indexOf|lastIndexOf|includes|keys|values|entries|at|with|toSorted|toReversed|toSpliced|split|replace|replaceAll|match|matchAll|search|substring|substr|trim|trimStart|trimEnd|padStart|padEnd|toLowerCase|toUpperCase|toLocaleLowerCase|toLocaleUpperCase|charAt|charCodeAt|codePointAt|startsWith|endsWith|repeat|normalize|localeCompare|big|link|toString|toLocaleString|valueOf|toJSON|toFixed|toPrecision|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|bind|call|apply|test|exec|compile|getTime|getFullYear|getMonth|getDate|getDay|getHours|getMinutes|getTimezoneOffset|toISOString|subarray|buffer|write\w*|read\w*|encode|decode|update|digest|copy|equals|next|return|throw|then|catch|finally|unref|ref|union|difference|intersection|emit|listeners|listenerCount|eventNames|getMaxListeners|addEventListener|__define[GS]etter__|__lookup[GS]etter__|isArray|deref|description)$/;

/** Names of the engine's and Node's own that any file may use. */
export const GLOBALS: ReadonlySet<string> = new Set(
  [
    ...[...EXACT.keys()].filter((name) => /^\w+$/.test(name)),
    "Function Math JSON Reflect Intl Atomics WebAssembly globalThis global process console Buffer performance crypto".split(
      " ",
    ),
    "Infinity NaN undefined eval setTimeout AbortSignal MessageChannel MessagePort MessageEvent BroadcastChannel".split(
      " ",
    ),
    "Request Response File ReadableStream WritableStream TransformStream ByteLengthQueuingStrategy".split(" "),
    "CountQueuingStrategy CompressionStream DecompressionStream TextDecoderStream TextEncoderStream DOMException".split(
      " ",
    ),
    "SuppressedError DisposableStack AsyncDisposableStack Navigator navigator Crypto CryptoKey SubtleCrypto".split(" "),
    "Performance PerformanceEntry PerformanceObserver Storage localStorage sessionStorage CloseEvent WebSocket".split(
      " ",
    ),
    "Float16Array ShadowRealm".split(" "),
  ].flat(),
);

/** Names that other surroundings have and Node has not: what asks for them means no Node. */
export const ABSENT =
  /^(?:window|document|self|define|Deno|Bun|WorkerGlobalScope|DedicatedWorkerGlobalScope|importScripts|location|HTMLElement|Element|Node|XMLHttpRequest|ActiveXObject|chrome|browser|jest|vi|__webpack_\w+__|__non_webpack_require__|java|Packages|print|phantom|nw|Ti|Titanium|msCrypto|EdgeRuntime|__DEV__|requestAnimationFrame|cancelAnimationFrame|HermesInternal|DOMParser|ServiceWorkerGlobalScope|importScript|__resourceQuery|angular|jQuery|\$|YUI|ender|Zepto|__REACT_DEVTOOLS_GLOBAL_HOOK__|MSApp|MutationObserver|WebKitMutationObserver|setImmediate\$)$/;
