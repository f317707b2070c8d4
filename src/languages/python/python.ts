import type { LanguageSupport } from "../language.js";
import { classifyPython } from "./classify.js";
import type { PythonEnvironment } from "./environment.js";

export const python: LanguageSupport<PythonEnvironment> = { language: "python", classify: classifyPython };
