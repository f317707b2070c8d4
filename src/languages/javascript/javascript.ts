import type { LanguageSupport } from "../language.js";
import { classifyJavaScript } from "./classify.js";
import type { JavaScriptEnvironment } from "./environment.js";

export const javascript: LanguageSupport<JavaScriptEnvironment> = {
  language: "javascript",
  classify: classifyJavaScript,
};
