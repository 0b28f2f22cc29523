/** Cards for what the assistant hands over: an offering, a summary, a booking, a call-back. */

import { capitalise, clock, dayInWords } from "../dates";
import { button, h, paragraphs, safeAddress, type Child } from "../dom";
import { texts } from "../texts";
import type { Booking, Language, MessageData, Offering } from "../types";
import { channelInWords, placeOf } from "./slots";

function facts(rows: [string, Child | Child[]][]): HTMLElement | null {
  const list = h("dl", { class: "facts" });
  for (const [term, value] of rows) {
    const children = (Array.isArray(value) ? value : [value]).filter(Boolean);
    if (children.length) list.append(h("div", {}, h("dt", {}, term), h("dd", {}, ...children)));
  }
  return list.childElementCount ? list : null;
}

export function offeringCard(offering: Offering, language: Language, actions: Child[]): HTMLElement {
  const t = texts(language);
  return h("article", { class: "card" },
    h("h3", { class: "ds-heading card-heading" }, offering.title),
    ...(offering.short ? paragraphs(offering.short) : []),
    offering.why ? h("p", { class: "why" }, h("strong", {}, `${t("why")}: `), offering.why) : null,
    facts([
      [t("cost"), offering.cost],
      [t("referral"), offering.referral],
      [t("waiting"), offering.waiting],
      [t("contact"), offering.contact],
    ]),
    actions.length ? h("div", { class: "buttons" }, ...actions) : null,
  );
}

/** The person's own words, on a card that can be printed and taken along. */
export function summaryCard(lines: readonly string[], language: Language): HTMLElement {
  const t = texts(language);
  const card = h("article", { class: "card summary" }, h("h3", { class: "ds-heading card-heading" }, t("summary_title")));
  const print = button(t("print"), () => printOnly(card), { "data-variant": "secondary", class: "ds-button no-print" });
  card.append(h("ul", { class: "summary-lines" }, ...lines.map((line) => h("li", {}, line))), print);
  return card;
}

function printOnly(card: HTMLElement): void {
  card.dataset.printed = "";
  document.documentElement.dataset.print = "card";
  const restore = (): void => {
    delete card.dataset.printed;
    delete document.documentElement.dataset.print;
  };
  window.addEventListener("afterprint", restore, { once: true });
  window.print();
}

export function bookingFacts(booking: Booking, language: Language): HTMLElement | null {
  const t = texts(language);
  return facts([
    [t("when"), [
      h("strong", { class: "when-day" }, capitalise(dayInWords(booking.start, language))),
      h("span", { class: "when-time" },
        t("from_to", { start: clock(booking.start, language), end: clock(booking.end, language) })),
    ]],
    [t("how"), channelInWords(booking.channel, language)],
    [t("place"), placeOf(booking)],
  ]);
}

export function bookingCard(booking: Booking, language: Language): HTMLElement {
  const t = texts(language);
  const calendar = safeAddress(booking.ics_url);
  const manage = safeAddress(booking.manage_url);
  return h("article", { class: "card booking" },
    h("h3", { class: "ds-heading card-heading" }, t("booking_title")),
    bookingFacts(booking, language),
    reference(booking.reference, language),
    h("div", { class: "buttons no-print" },
      calendar ? h("a", { class: "ds-button", "data-variant": "secondary", href: calendar, download: true }, t("calendar")) : null,
      manage ? h("a", { class: "ds-button", "data-variant": "secondary", href: manage }, t("manage")) : null,
    ),
  );
}

export function callbackCard(data: MessageData, language: Language): HTMLElement {
  return h("article", { class: "card" },
    h("h3", { class: "ds-heading card-heading" }, texts(language)("callback_title")),
    data.reference ? reference(data.reference, language) : null,
  );
}

function reference(value: string, language: Language): HTMLElement {
  return h("p", { class: "reference" },
    h("span", {}, texts(language)("reference")), h("strong", { class: "reference-value" }, value));
}
