/**
 * Runs in the page. Texts that are cut without an ellipsis, and texts that lie over one another; each as a
 * sentence. Text outside a scrolled area is not looked at.
 */
export function faultsOfText(): string[] {
  interface Shown {
    node: Node;
    text: string;
    box: { left: number; right: number; top: number; bottom: number };
  }
  const faults: string[] = [];
  const shown: Shown[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const hides = (style: CSSStyleDeclaration) => style.overflowX !== "visible" || style.overflowY !== "visible";
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? "";
    const holder = node.parentElement;
    if (text === "" || holder === null || !holder.checkVisibility({ visibilityProperty: true })) continue;
    if (holder.closest(".unseen, #items, script, style, noscript, option") !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const part of range.getClientRects()) {
      // The line box is taller than its letters.
      const box = { left: part.left, right: part.right, top: part.top + 3, bottom: part.bottom - 3 };
      let cut = "";
      for (let at: HTMLElement | null = holder; at !== null && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (!hides(style)) continue;
        const edge = at.getBoundingClientRect();
        const scrolls = /auto|scroll/.test(style.overflowY + style.overflowX);
        const wide = box.right > edge.right + 1 || box.left < edge.left - 1;
        const high = box.bottom > edge.bottom + 1 || box.top < edge.top - 1;
        if ((wide && style.textOverflow !== "ellipsis" && !/auto|scroll/.test(style.overflowX)) || (high && !scrolls))
          cut ||= `cut by ${at.tagName.toLowerCase()}#${at.id}.${at.className}`;
        box.left = Math.max(box.left, edge.left);
        box.right = Math.min(box.right, edge.right);
        box.top = Math.max(box.top, edge.top);
        box.bottom = Math.min(box.bottom, edge.bottom);
        if (scrolls && (box.right - box.left < 1 || box.bottom - box.top < 1)) break;
      }
      if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
      if (cut !== "") faults.push(`"${text.slice(0, 40)}" is ${cut}`);
      shown.push({ node, text: text.slice(0, 40), box });
    }
  }
  for (const [index, one] of shown.entries())
    for (const other of shown.slice(index + 1)) {
      // A shortened text has a box for its ellipsis too.
      if (one.node === other.node) continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (wide > 1 && high > 1) faults.push(`"${one.text}" lies over "${other.text}"`);
    }
  return faults.slice(0, 10);
}
