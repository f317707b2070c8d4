#!/usr/bin/env node
// Rebuilds, then runs: for working on importperf itself.
const { execFileSync } = require("node:child_process");
const { join } = require("node:path");

execFileSync(process.execPath, [join(__dirname, "..", ".ci", "build.mjs")], { stdio: ["ignore", 2, 2] });
require("../dist/main.cjs").start(process.argv.slice(2));
