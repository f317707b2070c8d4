import { join } from "node:path";
import type { Bundler, PythonProgram } from "../bundler.js";
import { copyModules } from "../python-start.js";

/** An image of Python's own, slim one, with compiled modules; its start is that of a container. */
export const docker: Bundler<PythonProgram> = {
  kind: "docker",
  async find(_program, tools) {
    if (tools.which("docker") === null) return { skipped: "docker isn't installed: apt-get install docker.io" };
    const version = await tools.ask(["docker", "version", "--format", "{{.Server.Version}}"]);
    if (version === null || version === "")
      return { skipped: "docker is there and its daemon doesn't answer: systemctl start docker" };
    return { version };
  },
  async build(program, into, tools) {
    const { name, interpreter, script } = program;
    const context = join(tools.scratch, "image");
    copyModules(program, join(context, "modules"), tools);
    tools.copy(script, join(context, "start.py"));
    tools.write(join(context, "Dockerfile"), dockerfile(interpreter.version));
    // Names of images are lower case.
    const tag = `importperf-bundle/${name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")}`;
    await tools.run(["docker", "build", "--tag", tag, context]);
    const path = join(into, `${name}.tar`);
    await tools.run(["docker", "save", "--output", path, tag]);
    return {
      path,
      command: ["docker", "run", "--rm", "--interactive", tag],
      needs: "a Docker daemon with the image loaded",
    };
  },
};

function dockerfile(version: readonly [number, number, number]): string {
  const python = version.slice(0, 2).join(".");
  return `FROM python:${python}-slim
COPY modules /app/modules
COPY start.py /app/start.py
ENV PYTHONPATH=/app/modules PYTHONDONTWRITEBYTECODE=1
RUN python -m compileall -q --invalidation-mode unchecked-hash /app/modules || true
ENTRYPOINT ["python", "/app/start.py"]
`;
}
