/** Telephone numbers that can be pressed. In a crisis the emergency number comes first and largest. */

import { h, telephone } from "../dom";
import { texts } from "../texts";
import type { Helpline, Language } from "../types";

const EMERGENCY = new Set(["113", "112", "110", "116117"]);

const isEmergency = (line: Helpline) => EMERGENCY.has(line.phone.replace(/\s/g, ""));

/** One line: its name, one button that calls it, when it is open and what it is. */
export function helplineCard(line: Helpline, language: Language, first = false): HTMLElement {
  const address = telephone(line.tel ?? line.phone);
  const label = texts(language)("call", { number: line.phone });
  // Of an emergency number one need not wonder whether it is open.
  const open = isEmergency(line) ? null : line.open_now === true ? "open_now" : line.open_now === false ? "closed_now" : null;
  const hours = [open ? texts(language)(open) : "", line.hours ?? ""].filter(Boolean).join(". ");
  const name = h("span", { class: "line-name" }, line.name);
  const call = address
    ? h("a", {
        class: "ds-button call",
        href: address,
        "data-variant": first ? null : "secondary",
        "aria-label": `${label}, ${line.name}`,
      }, h("span", { class: "call-number" }, label))
    : h("span", { class: "call-number" }, line.phone);
  return h("li", { class: first ? "line line-first" : "line" },
    name,
    call,
    hours ? h("span", { class: "line-hours" }, hours) : null,
    line.text ? h("span", { class: "line-text" }, line.text) : null,
    line.notice ? h("span", { class: "line-text" }, line.notice) : null,
  );
}

export function helplineList(lines: readonly Helpline[], language: Language): HTMLElement {
  return h("ul", { class: "plain-list lines" }, ...lines.map((line) => helplineCard(line, language)));
}

/** The number to call now, by itself, and the list of the others. */
export function crisisLines(
  lines: readonly Helpline[],
  language: Language,
): { now: HTMLElement | null; others: HTMLElement | null } {
  const first = lines.find(isEmergency) ?? lines[0];
  if (!first) return { now: null, others: null };
  const rest = lines.filter((line) => line !== first);
  const t = texts(language);
  return {
    now: h("ul", { class: "plain-list", "aria-label": t("emergency_label") }, helplineCard(first, language, true)),
    others: rest.length
      ? h("div", { class: "other-lines" }, h("h3", { class: "ds-heading card-heading" }, t("more_lines")), helplineList(rest, language))
      : null,
  };
}
