const WHAT: Readonly<Record<string, string>> = {
  "calls-at-load": "calls",
  "reads-environment": "reads the environment:",
  "changes-environment": "changes the environment:",
  "reads-file": "reads a file:",
  "writes-file": "writes a file:",
  "changes-other-module": "changes what is another module's:",
  registers: "registers something:",
  "starts-thread": "starts a thread:",
  "starts-process": "starts a process:",
  "writes-output": "writes output:",
  "runs-class-hook": "runs code that makes a class:",
  "reads-clock": "reads the clock:",
  "reads-random": "draws a random number:",
  "reads-arguments": "reads the command line:",
  "reads-stream": "takes a stream as it is at that moment:",
  "reads-hook": "takes a hook as it is at that moment:",
  "reads-path": "reads where modules are looked for:",
  "raises-at-load": "raises:",
};

/** One sentence without a full stop: `configuration.py:9 calls kubernetes.config.load_kube_config() while it loads`. */
export function sayLoad(code: string, file: string, line: number, text: string): string {
  return `${file}:${line} ${WHAT[code] ?? `${code.replaceAll("-", " ")}:`} ${text} while it loads`;
}
