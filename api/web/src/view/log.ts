/** The list of everything that has been said. New lines are read aloud by screen readers, once. */

import { h, hidden, paragraphs, prefersReducedMotion } from "../dom";
import type { Pending } from "../session";
import type { Translate } from "../texts";
import type { Message } from "../types";
import { renderMessage, type Choose } from "./message";

const SENDER_KEYS = {
  assistant: "sender_assistant",
  person: "sender_person",
  staff: "sender_staff",
} as const;

export class Log {
  readonly element = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
  private readonly seen = new Set<string>();
  private readonly waiting = new Map<string, HTMLElement>();
  private turn: HTMLElement | null = null;

  constructor(
    private t: Translate,
    private readonly choose: Choose,
  ) {
    this.relabel(t);
  }

  relabel(t: Translate): void {
    this.t = t;
    this.element.setAttribute("aria-label", t("log_label"));
  }

  clear(): void {
    this.element.replaceChildren();
    this.seen.clear();
    this.waiting.clear();
    this.turn = null;
  }

  /** Whether the person herself has said anything yet. */
  get begun(): boolean {
    return this.element.querySelector(".message-person") !== null;
  }

  /** Shows what is new. In a replay only what came after the person's last words can be answered. */
  add(messages: readonly Message[], replay: boolean): void {
    const fresh = messages.filter((message) => !this.seen.has(message.id));
    fresh.forEach((message) => this.seen.add(message.id));
    // Her own words stand there already when they come back with the answer.
    const shown = replay ? fresh : fresh.filter((message) => message.role !== "person");
    if (!shown.length) return;
    if (replay) this.element.setAttribute("aria-busy", "true");
    this.closeChoices();
    let first: HTMLElement | null = null;
    for (const message of shown) {
      if (message.role === "person") this.closeChoices();
      const element = this.append(message);
      first ??= element;
    }
    this.element.removeAttribute("aria-busy");
    if (replay) this.toEnd();
    else if (first) this.toStartOf(first);
  }

  /** Shows the person's own line at once, before the server has it. */
  queue(item: Pending): void {
    this.closeChoices();
    const bubble = h("div", { class: "message message-person" }, ...paragraphs(item.shown));
    this.turnOf("person").append(bubble);
    this.waiting.set(item.client_id, bubble);
    this.toEnd();
  }

  delivered(item: Pending, shown: string | null): void {
    const bubble = this.waiting.get(item.client_id);
    this.waiting.delete(item.client_id);
    bubble?.querySelector(".unsent")?.remove();
    // The server may have taken out an identity number: then the screen must not keep it either.
    if (bubble && shown !== null && shown !== item.shown && item.text !== undefined) {
      bubble.replaceChildren(...paragraphs(shown));
    }
  }

  /** Takes a line back that the server refused; its choices can be used again. */
  withdraw(item: Pending): void {
    const bubble = this.waiting.get(item.client_id);
    this.waiting.delete(item.client_id);
    const section = bubble?.closest("section");
    bubble?.remove();
    if (section && !section.querySelector(".message")) section.remove();
    if (this.turn === section) this.turn = null;
    const last = Array.from(this.element.querySelectorAll("section")).pop();
    last?.querySelectorAll<HTMLButtonElement>("button[data-choice]").forEach((element) => {
      element.disabled = false;
      element.removeAttribute("aria-disabled");
    });
  }

  /** Marks everything that is still on its way. */
  markUnsent(unsent: boolean): void {
    for (const bubble of this.waiting.values()) {
      const mark = bubble.querySelector(".unsent");
      if (unsent && !mark) bubble.append(h("p", { class: "unsent" }, this.t("not_sent")));
      if (!unsent) mark?.remove();
    }
  }

  notice(text: string): void {
    this.turn = null;
    this.element.append(h("p", { class: "notice" }, text));
    this.toEnd();
  }

  private append(message: Message): HTMLElement {
    const element = renderMessage(message, (choice) => this.choose(choice));
    this.turnOf(message.role).append(element);
    return element;
  }

  private turnOf(role: Message["role"]): HTMLElement {
    if (this.turn?.dataset.role === role) return this.turn;
    const heading = h("h2", { class: "ds-sr-only" }, hidden(this.t(SENDER_KEYS[role])));
    this.turn = h("section", { class: `turn turn-${role}`, "data-role": role }, heading);
    this.element.append(this.turn);
    return this.turn;
  }

  /**
   * Earlier buttons can be read but no longer pressed. The one that has the focus keeps it until the
   * person moves on, so that Tab leads from there to the answer and not to the top of the page.
   */
  private closeChoices(): void {
    for (const element of this.element.querySelectorAll<HTMLButtonElement>("button[data-choice]:not(:disabled)")) {
      if (element === document.activeElement) {
        element.setAttribute("aria-disabled", "true");
        element.addEventListener("blur", () => {
          if (element.hasAttribute("aria-disabled")) element.disabled = true;
        }, { once: true });
      } else element.disabled = true;
    }
  }

  toEnd(): void {
    this.element.lastElementChild?.scrollIntoView({ block: "end", behavior: "auto" });
  }

  /** A long answer is read from its beginning, so that is what is brought into sight. */
  private toStartOf(element: HTMLElement): void {
    element.scrollIntoView({ block: "start", behavior: prefersReducedMotion() ? "auto" : "smooth" });
  }
}
