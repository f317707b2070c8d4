/** A distribution's name with its extras, as PEP 508 begins. */
const NAME = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(\[[^\]]*\])?/;

/**
 * The distributions that a requirements file names, with their extras; versions and markers are what is installed. Options
 * (`-r`, `--hash`) and what is named by a place are left out.
 */
export function requirementNames(text: string): string[] {
  return text
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, extras = ""] = NAME.exec(line.trim()) ?? [];
      const isPlace = /^[\w.+-]+:|^[./\\]/.test(line.trim()) || /^[^\s;#@[]*\//.test(line.trim());
      return name === undefined || isPlace ? [] : [name + extras.replace(/\s/g, "")];
    });
}
