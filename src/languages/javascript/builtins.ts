/**
 * Node's own modules that are loaded without a scheme, of all versions from 20 to 26 (`module.builtinModules`). Of
 * those that came later (`node:test`, `node:sqlite`), the name alone is a package's.
 */
const WITHOUT_SCHEME: ReadonlySet<string> = new Set(
  (
    "_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_duplex " +
    "_stream_passthrough _stream_readable _stream_transform _stream_wrap _stream_writable _tls_common _tls_wrap " +
    "assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram " +
    "diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector " +
    "inspector/promises module net os path path/posix path/win32 perf_hooks process punycode querystring readline " +
    "readline/promises repl stream stream/consumers stream/promises stream/web string_decoder sys timers " +
    "timers/promises tls trace_events tty url util util/types v8 vm wasi worker_threads zlib"
  ).split(" "),
);

/** The full name of one of Node's own modules ("fs" and "node:fs" are "node:fs"), or null for anything else. */
export function builtinName(specifier: string): string | null {
  if (specifier.startsWith("node:")) return specifier;
  return WITHOUT_SCHEME.has(specifier) ? `node:${specifier}` : null;
}

/** Whether a full name is of Node's inside, which no program can load itself: "node:internal/modules/cjs/loader". */
export function isInternal(name: string): boolean {
  return name.startsWith("node:internal/");
}
