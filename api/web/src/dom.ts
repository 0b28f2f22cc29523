/**
 * Makes elements. There is no way here to parse a string as HTML, and that is the point: what comes
 * from the server or from a person is only ever text.
 */

type Attribute = string | number | boolean | null | undefined;
export type Child = Node | string | null | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child) element.append(child);
  }
  return element;
}

/** Paragraphs of a plain text: a blank line parts them, a single line break stays a line break. */
export function paragraphs(text: string): HTMLParagraphElement[] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const element = h("p");
      part.split("\n").forEach((line, index) => {
        if (index > 0) element.append(h("br"));
        element.append(line);
      });
      return element;
    });
}

export function button(
  title: string,
  onClick: (event: MouseEvent) => void,
  attributes: Record<string, Attribute> = {},
): HTMLButtonElement {
  const element = h("button", { type: "button", class: "ds-button", ...attributes }, title);
  element.addEventListener("click", onClick);
  return element;
}

/** Text for screen readers alone. */
export function hidden(text: string): HTMLSpanElement {
  return h("span", { class: "ds-sr-only" }, text);
}

/** A `tel:` address, or null when the text holds no number that can be dialled. */
export function telephone(number: string): string | null {
  const digits = number.replace(/[^\d+]/g, "");
  return /^\+?\d{3,15}$/.test(digits) ? `tel:${digits}` : null;
}

/** Only addresses on this site or over https; anything else from the server is not made a link. */
export function safeAddress(address: unknown): string | null {
  if (typeof address !== "string" || address === "") return null;
  try {
    const url = new URL(address, window.location.origin);
    const own = url.origin === window.location.origin;
    return own || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

export function prefersReducedMotion(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** A random UUID (version 4), also where `crypto.randomUUID` is missing: it needs https. */
export function uuid(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 4, 4, 4, 12]
    .reduce<{ parts: string[]; at: number }>(
      ({ parts, at }, length) => ({ parts: [...parts, hex.slice(at, at + length)], at: at + length }),
      { parts: [], at: 0 },
    )
    .parts.join("-");
}
