/** The element of the page's own markup with an id; its absence is a defect of the page. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as Kind;
}

/** A new element; text becomes text nodes, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/** A name from the input: kept apart from the direction of the text around it. */
export function nameElement(name: string): HTMLElement {
  return element("bdi", { class: "name" }, name);
}

/** The same, where it may take several lines: they end behind its dots, slashes and underscores. */
export function breakableName(name: string): HTMLElement {
  const parts = name.split(/(?<=[./_])(?=[^./_])/);
  return element(
    "bdi",
    { class: "name" },
    ...parts.flatMap((part, at) => (at === 0 ? [part] : [element("wbr"), part])),
  );
}
