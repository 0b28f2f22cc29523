/**
 * A person's own booking, at /time/{reference}#t={token}. The token stands in the fragment because a
 * fragment is never sent: it stays out of the server's logs and out of any Referer.
 */

import "./page";
import * as api from "./api";
import { Refused } from "./api";
import { municipality } from "./config";
import { dayOf } from "./dates";
import { button, h, safeAddress, telephone, type Child } from "./dom";
import { loadLanguage } from "./session";
import { texts } from "./texts";
import type { Booking, Slot } from "./types";
import { bookingFacts } from "./view/cards";
import { ask } from "./view/dialog";
import { slotInWords, slotList } from "./view/slots";
import { Announcer } from "./view/status";

const language = loadLanguage() ?? "nb";
const t = texts(language);
const announcer = new Announcer();
const WEEKS_AHEAD = 6;
/** So many times at once; a list without end is as hard to choose from as an empty one. */
const SHOWN = 8;

const reference = decodeURIComponent(window.location.pathname.split("/").filter(Boolean).pop() ?? "");
const token = new URLSearchParams(window.location.hash.slice(1)).get("t") ?? "";

const main = document.getElementById("time") as HTMLElement;
main.lang = language;

/** Shows a new state of the page and puts the focus on its heading, so that nobody is lost. */
function show(title: string, children: Child[], moveFocus = true): void {
  const heading = h("h1", { class: "ds-heading", tabindex: "-1" }, title);
  main.replaceChildren(heading);
  for (const child of children) if (child) main.append(child);
  document.title = `${title} – ${municipality().name}`;
  if (moveFocus) heading.focus();
}

function problem(key: "booking_missing" | "booking_unreachable", retry: (() => void) | null): void {
  const { name, phone } = municipality();
  const address = telephone(phone);
  show(t("booking_own"), [
    h("p", {}, t(key)),
    phone ? h("p", {}, t("booking_missing_help", { name, number: phone })) : null,
    h("div", { class: "buttons" },
      retry ? button(t("try_now"), retry) : null,
      address ? h("a", { class: "ds-button", "data-variant": "secondary", href: address }, t("call", { number: phone })) : null,
    ),
  ]);
}

/** What to do when a request fails: a sentence and a way on, never a blank page. */
function failed(error: unknown, retry: () => void): void {
  if (error instanceof Refused && error.gone) problem("booking_missing", null);
  else problem("booking_unreachable", retry);
}

async function load(moveFocus: boolean): Promise<void> {
  if (!reference || !token) return problem("booking_missing", null);
  try {
    show(t("booking_own"), [h("p", {}, t("booking_loading"))], moveFocus);
    const booking = await api.readBooking(reference, token);
    if (booking.status === "cancelled") showCancelled();
    else await showBooking(booking, null, moveFocus);
  } catch (error) {
    failed(error, () => void load(true));
  }
}

async function nameOf(booking: Booking): Promise<string> {
  if (!booking.offering) return "";
  try {
    return (await api.readOffering(booking.offering, language)).title;
  } catch {
    return "";
  }
}

async function showBooking(booking: Booking, news: string | null, moveFocus = true): Promise<void> {
  const name = await nameOf(booking);
  const calendar = safeAddress(booking.ics_url);
  show(t("booking_own"), [
    news ? h("p", { class: "news" }, news) : null,
    h("div", { class: "card booking" },
      name ? h("h2", { class: "ds-heading card-heading" }, name) : null,
      bookingFacts(booking, language),
      h("p", { class: "reference" }, h("span", {}, t("reference")), h("strong", { class: "reference-value" }, booking.reference)),
    ),
    h("div", { class: "buttons stacked" },
      button(t("change"), () => void change(booking)),
      button(t("cancel"), () => void cancel(booking), { "data-variant": "secondary" }),
      calendar ? h("a", { class: "ds-button", "data-variant": "secondary", href: calendar, download: true }, t("calendar")) : null,
      button(t("print"), () => window.print(), { "data-variant": "tertiary" }),
    ),
  ], moveFocus);
  if (news) announcer.say(news);
}

async function cancel(booking: Booking): Promise<void> {
  const sure = await ask({
    title: t("cancel_title"),
    body: [bookingFacts(booking, language)],
    yes: t("cancel_yes"),
    no: t("cancel_no"),
  });
  if (!sure) return;
  try {
    await api.cancelBooking(reference, token);
    showCancelled();
  } catch (error) {
    failed(error, () => void load(true));
  }
}

function showCancelled(): void {
  show(t("booking_cancelled"), [
    h("p", {}, t("booking_cancelled_text")),
    h("div", { class: "buttons" }, h("a", { class: "ds-button", href: "/chat" }, t("booking_new"))),
  ]);
  announcer.say(t("booking_cancelled"));
}

async function change(booking: Booking): Promise<void> {
  const today = new Date();
  const last = new Date(today.getTime() + WEEKS_AHEAD * 7 * 24 * 60 * 60 * 1000);
  try {
    const slots = await api.readSlots(booking.offering ?? "", dayOf(today), dayOf(last));
    showSlots(booking, slots, t("change_text"));
  } catch (error) {
    failed(error, () => void load(true));
  }
}

function showSlots(booking: Booking, slots: readonly Slot[], text: string, shown = SHOWN): void {
  const pick = (slot: Slot): void => void move(booking, slot);
  show(t("change_title"), [
    h("p", {}, text),
    slots.length ? slotList(slots.slice(0, shown), language, pick) : h("p", {}, t("slots_none")),
    slots.length > shown ? button(t("more_times"), () => showMore(booking, slots, text, shown), { "data-variant": "secondary" }) : null,
    h("div", { class: "buttons" },
      button(t("change_keep"), () => void showBooking(booking, null), { "data-variant": "secondary" })),
  ]);
}

/** The focus goes to the first time that is new, so that reading goes on where it stopped. */
function showMore(booking: Booking, slots: readonly Slot[], text: string, shown: number): void {
  showSlots(booking, slots, text, shown + SHOWN);
  main.querySelectorAll<HTMLButtonElement>(".slot")[shown]?.focus();
}

async function move(booking: Booking, slot: Slot): Promise<void> {
  const sure = await ask({
    title: t("change_confirm_title"),
    body: [h("p", { class: "when-day" }, slotInWords(slot, language))],
    yes: t("change_yes"),
    no: t("change_no"),
  });
  if (!sure) return;
  try {
    await showBooking(await api.moveBooking(reference, token, slot.id), t("changed"));
  } catch (error) {
    if (error instanceof Refused && error.status === 409) {
      showSlots(booking, error.problem.alternatives ?? [], t("taken"));
      announcer.say(t("taken"));
    } else failed(error, () => void load(true));
  }
}

document.body.append(announcer.element);
void load(false);
