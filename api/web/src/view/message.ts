/** One message of the assistant as elements, by its kind. A kind that is not known is shown as text. */

import { button, h, paragraphs, type Child } from "../dom";
import { texts } from "../texts";
import type { Booking, Choice, Message, Offering, Slot } from "../types";
import { bookingCard, callbackCard, offeringCard, summaryCard } from "./cards";
import { crisisLines, helplineList } from "./helplines";
import { slotInWords, slotList } from "./slots";

export type Choose = (choice: Choice) => void;

/** The values of a payload such as `book?offering=frisklivssentral`. */
function valuesOf(choice: Choice): URLSearchParams {
  return new URLSearchParams(choice.payload.split("?")[1] ?? "");
}

function choiceButton(choice: Choice, choose: Choose): HTMLButtonElement {
  return button(choice.title, () => choose(choice), { "data-variant": "secondary", "data-choice": true });
}

/** Inside a card the heading already says what it is about; a title that repeats it says nothing. */
function cardButton(choice: Choice, offering: Offering, message: Message, choose: Choose): HTMLButtonElement {
  const element = choiceButton(choice, choose);
  if (choice.title === offering.title) {
    const more = texts(message.lang)("more");
    element.textContent = more;
    element.setAttribute("aria-label", `${more}: ${offering.title}`);
  }
  return element;
}

function choiceList(choices: readonly Choice[], message: Message, choose: Choose): HTMLElement | null {
  if (!choices.length) return null;
  return h("div", { class: "choices buttons", role: "group", "aria-label": texts(message.lang)("choices_label") },
    ...choices.map((choice) => choiceButton(choice, choose)));
}

interface Body {
  children: Child[];
  /** Choices that have found their place inside a card are not listed again below it. */
  left: readonly Choice[];
}

function crisis(message: Message): Child[] {
  const { now, others } = crisisLines(message.data?.helplines ?? [], message.lang);
  const [lead, ...rest] = paragraphs(message.text);
  // One sentence from somebody who has understood, then the number, then the rest.
  return [lead, now, ...rest, others];
}

function offerings(message: Message, choices: readonly Choice[], choose: Choose): Body {
  const data = message.data ?? {};
  const list: Offering[] = data.offerings ?? (data.offering ? [data.offering] : []);
  const placed = new Set<Choice>();
  const cards = list.map((offering) => {
    const own = list.length > 1 ? choices.filter((choice) => valuesOf(choice).get("offering") === offering.slug) : [];
    own.forEach((choice) => placed.add(choice));
    return offeringCard(offering, message.lang, own.map((choice) => cardButton(choice, offering, message, choose)));
  });
  return {
    children: [...paragraphs(message.text), ...cards],
    left: choices.filter((choice) => !placed.has(choice)),
  };
}

function slots(message: Message, choices: readonly Choice[], choose: Choose): Body {
  const list: Slot[] = message.data?.slots ?? [];
  const byId = new Map(choices.map((choice) => [valuesOf(choice).get("slot_id"), choice]));
  const pick = (slot: Slot): void =>
    choose({
      // The button's own title says the time only; the person's bubble says the day as well.
      title: slotInWords(slot, message.lang),
      payload: byId.get(slot.id)?.payload ?? `inform?slot_id=${encodeURIComponent(slot.id)}`,
    });
  const known = new Set(list.map((slot) => slot.id));
  const shown = list.length
    ? [h("h3", { class: "ds-heading card-heading" }, texts(message.lang)("slots_title")), slotList(list, message.lang, pick)]
    : [];
  return {
    children: [...paragraphs(message.text), ...shown],
    left: choices.filter((choice) => !known.has(valuesOf(choice).get("slot_id") ?? "")),
  };
}

function bodyOf(message: Message, choose: Choose): Body {
  const choices = message.choices ?? [];
  const data = message.data ?? {};
  const text = paragraphs(message.text);
  switch (message.kind) {
    case "crisis":
    case "crisis_question":
      return { children: crisis(message), left: choices };
    case "helplines":
      return { children: [...text, helplineList(data.helplines ?? [], message.lang)], left: choices };
    case "offering":
    case "offerings":
      return offerings(message, choices, choose);
    case "summary":
      return { children: [...text, summaryCard(data.lines ?? [], message.lang)], left: choices };
    case "slots":
      return slots(message, choices, choose);
    case "booking":
      return { children: [...text, bookingCard(data as unknown as Booking, message.lang)], left: choices };
    case "callback":
      return { children: [...text, callbackCard(data, message.lang)], left: choices };
    default:
      return { children: text, left: choices };
  }
}

export function renderMessage(message: Message, choose: Choose): HTMLElement {
  const element = h("div", {
    class: `message message-${message.role}`,
    "data-kind": message.kind,
    lang: message.lang,
  });
  let body: Body;
  try {
    body = bodyOf(message, choose);
  } catch {
    // A field of an unexpected shape must not cost the person the words that came with it.
    body = { children: paragraphs(message.text), left: message.choices ?? [] };
  }
  const { children, left } = body;
  for (const child of [...children, choiceList(left, message, choose)]) if (child) element.append(child);
  return element;
}
