/** Which folder may import which, and why. Imports point downward: commands → features → graph. */

const pure = "^(node:|fs|path|os|child_process|crypto|http|https|net|url|util|stream|zlib|worker_threads)";

export default {
  forbidden: [
    {
      name: "graph-imports-nothing",
      comment:
        "graph/ is the one model of every verb and also runs in the browser page: no node:*, no parser, no other folder.",
      severity: "error",
      from: { path: "^src/graph/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^src/graph/" },
    },
    {
      name: "nobody-imports-commands",
      comment:
        "A command is flags in, one call, a report out; what others need from it belongs into a feature folder. Tests run commands.",
      severity: "error",
      from: { pathNot: "^src/commands/|/testing\\.ts$" },
      to: { path: "^src/commands/" },
    },
    {
      name: "reports-are-pure",
      comment:
        "A report is a function from a result to text, so that it can be tested without files and used in any place.",
      severity: "error",
      from: { path: "^src/report/", pathNot: "\\.test\\.ts$" },
      to: { path: `${pure}|^src/(io|cli|commands)/` },
    },
    {
      name: "logs-read-bytes-only",
      comment: "A format's reader takes bytes and returns a graph; opening files is io/'s work.",
      severity: "error",
      from: { path: "^src/logs/", pathNot: "\\.test\\.ts$" },
      to: { path: `${pure}|^src/(io|cli|commands|report)/` },
    },
    {
      name: "only-io-touches-the-system",
      comment:
        "Files, processes and the network are used in io/ alone, so that everything else runs in a test as it is. cli/ starts the program; .cjs files run inside a recorded one.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(io|cli)/|\\.test\\.ts$|/testing\\.ts$|\\.cjs$" },
      to: { path: "^(node:)?(fs|fs/promises|child_process|http|https|net|worker_threads)$" },
    },
    {
      name: "languages-apart",
      comment: "Python and JavaScript stand behind languages/language.ts and never know each other.",
      severity: "error",
      from: { path: "^src/languages/(python|javascript)/" },
      to: { path: "^src/languages/(python|javascript)/", pathNot: "^src/languages/$1/" },
    },
    {
      name: "planning-knows-no-language",
      comment: "What planning asks of a project stands in optimize/project.ts; languages.ts alone knows who answers.",
      severity: "error",
      from: { path: "^src/optimize/[^/]+\\.ts$", pathNot: "\\.test\\.ts$|^src/optimize/languages\\.ts$" },
      to: { path: "^src/(languages|optimize)/(python|javascript)/" },
    },
    {
      name: "view-knows-graph-only",
      comment: "The page runs the graph's own queries and nothing else of the program: it must stay one small file.",
      severity: "error",
      from: { path: "^viz/", pathNot: "\\.test\\.ts$|^viz/testing/" },
      to: { path: "^src/", pathNot: "^src/graph/" },
    },
    {
      name: "page-without-test-helpers",
      comment: "viz/testing/ drives a browser from outside and reads files; nothing of the page may need it.",
      severity: "error",
      from: { path: "^(viz|src)/", pathNot: "\\.test\\.ts$|^viz/testing/" },
      to: { path: "^viz/testing/" },
    },
    {
      name: "layout-knows-no-page",
      comment: "Layout is arithmetic, tested without a browser.",
      severity: "error",
      from: { path: "^viz/layout/" },
      to: { path: "^viz/(views|main)" },
    },
    {
      name: "no-cycles",
      comment: "Modules that need each other are one module.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "Dead code is deleted.",
      severity: "error",
      from: { orphan: true, pathNot: "\\.d\\.ts$|\\.test\\.ts$|\\.cjs$|^src/commands/|^viz/main\\.ts$|^bench/" },
      to: {},
    },
  ],
  options: {
    // What benchmarks have installed is not ours.
    exclude: { path: "^bench/[.]cache/" },
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
