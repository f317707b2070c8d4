import { spawnSync } from "node:child_process";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { interpreters } from "../../../../io/testing/pythons.js";
import { setsUpLoggers } from "./logging-setups.js";

const test = suite("what treats loggers that exist otherwise than later ones");

/** Arguments of `dictConfig`, with whether the text shows that loggers that exist stay as they are. */
const CONFIGURED: readonly (readonly [string, boolean])[] = [
  ['{"version": 1}', false],
  ['{"version": 1, "disable_existing_loggers": True}', false],
  ['{"version": 1, "disable_existing_loggers": False}', true],
  ["{'disable_existing_loggers': False, 'version': 1,}", true],
  ['{"version": 1, "disable_existing_loggers": False, "root": {"level": "INFO", "handlers": []}}', true],
  ['{"version": 1, "disable_existing_loggers": False or True}', false],
  ['{"version": 1, "disable_existing_loggers": False, "disable_existing_loggers": True}', false],
  ['{"version": 1, "root": {"disable_existing_loggers": False}}', false],
  ['{"version": 1, "disable_existing_loggers": False, "loggers": {"early": {"propagate": False}}}', false],
  ['{"version": 1, "disable_existing_loggers": False, **{"loggers": {"early": {"level": "INFO"}}}}', false],
  ['{"version": 1, "disable_existing_loggers": False, "log" + "gers": {"early": {"propagate": False}}}', false],
  ['{"version": 1, "disable_existing_loggers": False, "\\x6coggers": {"early": {"propagate": False}}}', false],
  ["dict(version=1, disable_existing_loggers=False)", false],
];

for (const [argument, isLeft] of CONFIGURED) {
  test(`dictConfig(${argument})`, () => {
    assert.is(setsUpLoggers(`import logging.config\nlogging.config.dictConfig(${argument})\n`), !isLeft);
  });
}

for (const [what, text] of [
  [
    "an import of its own",
    "from logging.config import dictConfig\ndictConfig({'version': 1, 'disable_existing_loggers': False})\n",
  ],
  ["a comment", "# dictConfig(LOGGING)\n"],
  ["a text", "'''Calls dictConfig once.'''\n"],
] as const)
  test(`${what} treats none otherwise`, () => assert.is(setsUpLoggers(text), false));

for (const [what, text] of [
  ["another name of it", "from logging.config import dictConfig as configure\nconfigure({'version': 1})\n"],
  ["an import of more", "from logging.config import dictConfig, fileConfig\nfileConfig('x')\n"],
  [
    "a variable",
    "import logging.config\nCONFIG = {'disable_existing_loggers': False}\nlogging.config.dictConfig(CONFIG)\n",
  ],
  ["it as a value", "import logging.config\nconfigure = logging.config.dictConfig\n"],
  ["it by its name", "import logging.config\ngetattr(logging.config, 'dictConfig')({'version': 1})\n"],
  ["another import by its name", "name = 'logging.config.dictConfig'\n"],
  ["a file", "import logging.config\nlogging.config.fileConfig('log.ini', disable_existing_loggers=False)\n"],
  ["a text that runs", "exec('''dictConfig({})''')\n"],
  ["what has no end", "dictConfig({'version': 1, 'disable_existing_loggers': False, '''\n"],
] as const)
  test(`${what} may`, () => assert.is(setsUpLoggers(text), true));

/** A logger with a level and a handler of its own, made before or after, and what is told of it in the end. */
const PROGRAM = `
import logging, logging.config, sys
def make():
    logger = logging.getLogger("early.one")
    logger.addHandler(logging.NullHandler())
    logger.setLevel("INFO")
    logger.propagate = False
early = sys.argv[2] == "early"
if early: make()
logging.getLogger("early")
exec("logging.config.dictConfig(%s)" % sys.argv[1])
if not early: make()
logger = logging.getLogger("early.one")
print(logger.disabled, logger.level, logger.propagate, len(logger.handlers))
`;

for (const { path, minor } of interpreters())
  test(`what is said to leave them does so, by 3.${minor} itself`, () => {
    const state = (argument: string, when: string): string => {
      const { stdout, stderr } = spawnSync(path, ["-c", PROGRAM, argument, when], { encoding: "utf8" });
      assert.is(stderr, "", argument);
      return stdout;
    };
    for (const [argument, isLeft] of CONFIGURED)
      if (isLeft) assert.is(state(argument, "early"), state(argument, "late"), argument);
    const [first = ""] = CONFIGURED[0] ?? [];
    assert.is.not(state(first, "early"), state(first, "late"));
  });

test.run();
