import { codeOf } from "./words.js";

/** The numbers of the words that begin statements of interest. */
export const IMPORT = codeOf("import");
export const FROM = codeOf("from");
export const LAZY = codeOf("lazy");
export const DEF = codeOf("def");
export const CLASS_WORD = codeOf("class");
export const IF = codeOf("if");
export const ELIF = codeOf("elif");
export const ELSE = codeOf("else");
export const TRY = codeOf("try");
export const EXCEPT = codeOf("except");
export const FINALLY = codeOf("finally");
export const FOR = codeOf("for");
export const WHILE = codeOf("while");
export const WITH = codeOf("with");
export const ASYNC = codeOf("async");
export const MATCH = codeOf("match");
export const CASE = codeOf("case");
export const TYPE = codeOf("type");
export const RAISE = codeOf("raise");
export const NOT = codeOf("not");
