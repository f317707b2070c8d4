// Real Python programs on which `perf optimize` is tried. Nothing in the product knows them.

/**
 * name; install: what pip installs; packages: the installed folders that become the project; words: the command, {bin} is the environment's
 * folder of programs; repository, commit, path: a git repository that has the sources with their tests, and where in it the packages lie;
 * test: the project's own tests, with what pip installs for them.
 */
export const PROGRAMS = [
  {
    name: "httpie",
    install: ["httpie==2.6.0", "urllib3<2"],
    packages: ["httpie"],
    words: ["{bin}/http", "--version"],
    repository: "httpie/cli",
    commit: "2.6.0",
    test: {
      install: ["pytest", "pytest-httpbin", "responses", "pytest-mock", "setuptools<81"],
      words: "{bin}/python -m pytest -q tests",
    },
  },
  {
    name: "comfy-cli",
    install: ["comfy-cli"],
    packages: ["comfy_cli"],
    words: ["{bin}/comfy", "--help"],
    repository: "Comfy-Org/comfy-cli",
    commit: "HEAD",
    test: {
      install: ["pytest", "pytest-mock", "jsonschema", "posthog>=6,<8"],
      words: "{bin}/python -m pytest -q tests",
    },
  },
  {
    name: "hyperpod-cli",
    install: ["sagemaker-hyperpod"],
    packages: ["sagemaker"],
    words: ["{bin}/hyp", "--help"],
    repository: "aws/sagemaker-hyperpod-cli",
    commit: "HEAD",
    path: "src",
    test: { install: ["pytest"], words: "{bin}/python -m pytest -q test/unit_tests" },
  },
  {
    name: "awscli",
    install: ["awscli==1.45.55"],
    packages: ["awscli"],
    words: ["{bin}/aws", "--version"],
    repository: "aws/aws-cli",
    commit: "HEAD",
    test: { install: ["pytest"], words: "{bin}/python -m pytest -q tests/unit" },
  },
  {
    name: "pip",
    install: ["pip==24.0"],
    packages: ["pip"],
    words: ["{bin}/python", "-m", "pip", "list", "--help"],
    repository: "pypa/pip",
    commit: "24.0",
    path: "src",
    test: {
      install: [
        "pytest",
        "freezegun",
        "scripttest",
        "werkzeug",
        "cryptography",
        "virtualenv",
        "setuptools",
        "wheel",
        "tomli-w",
      ],
      words: "{bin}/python -m pytest -q tests/unit",
    },
  },
  { name: "black", install: ["black"], packages: ["black", "blib2to3", "blackd"], words: ["{bin}/black", "--version"] },
  {
    name: "cookiecutter",
    install: ["cookiecutter"],
    packages: ["cookiecutter"],
    words: ["{bin}/cookiecutter", "--version"],
    repository: "cookiecutter/cookiecutter",
    test: { install: ["pytest", "freezegun", "pytest-mock", "pytest-cov"], words: "{bin}/python -m pytest -q tests" },
  },
  {
    name: "mkdocs",
    install: ["mkdocs"],
    packages: ["mkdocs"],
    words: ["{bin}/mkdocs", "--version"],
  },
  {
    name: "twine",
    install: ["twine"],
    packages: ["twine"],
    words: ["{bin}/twine", "--version"],
    repository: "pypa/twine",
    test: { install: ["pytest", "pretend", "pytest-socket", "build"], words: "{bin}/python -m pytest -q tests" },
  },
  {
    name: "datasette",
    install: ["--pre", "datasette>=1.0a20"],
    packages: ["datasette"],
    words: ["{bin}/datasette", "--help"],
    repository: "simonw/datasette",
    test: {
      install: ["pytest", "pytest-asyncio", "beautifulsoup4", "trustme", "pytest-timeout"],
      words: "{bin}/python -m pytest -q tests",
    },
  },
  { name: "ansible", install: ["ansible-core"], packages: ["ansible"], words: ["{bin}/ansible", "--version"] },
  { name: "sphinx", install: ["sphinx"], packages: ["sphinx"], words: ["{bin}/sphinx-build", "--version"] },
  { name: "yt-dlp", install: ["yt-dlp"], packages: ["yt_dlp"], words: ["{bin}/yt-dlp", "--version"] },
  { name: "pdm", install: ["pdm"], packages: ["pdm"], words: ["{bin}/pdm", "--help"] },
];
