/** The whole chat: puts the parts together and turns the conversation's events into the page's. */

import { municipality } from "../config";
import { ConversationFlow, type Listener, type Trouble } from "../conversation";
import { button, h } from "../dom";
import { leaveQuickly } from "../leave";
import type { Pending } from "../session";
import { loadLanguage, saveLanguage } from "../session";
import { texts, type Translate } from "../texts";
import type { Entry, Language, Message } from "../types";
import { phoneBar } from "./bar";
import { Composer } from "./composer";
import { ask } from "./dialog";
import { Log } from "./log";
import { openSettings } from "./settings";
import { Announcer } from "./status";

export interface ChatOptions {
  entry: Entry;
  /** Given when the chat stands on top of another page and can be closed. */
  close?: () => void;
}

export class Chat implements Listener {
  private language: Language = loadLanguage() ?? "nb";
  private t: Translate = texts(this.language);
  private readonly announcer = new Announcer();
  private readonly log = new Log(this.t, (choice) => this.flow.choose(choice));
  private readonly composer = new Composer(this.t, (text) => this.flow.say(text));
  private readonly head = h("header", { class: "chat-head" });
  private readonly typing = h("p", { class: "typing", hidden: true });
  private readonly banner = h("div", { class: "banner", hidden: true });
  private readonly ended = h("div", { class: "ended", hidden: true });
  private readonly flow: ConversationFlow;
  private troubled: Trouble | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly options: ChatOptions,
  ) {
    this.flow = new ConversationFlow(this, this.language, options.entry);
    // On top of another page that page has the one main landmark and the one first heading.
    const scroller = h(options.close ? "div" : "main", { class: "chat-scroll", id: "samtale" }, this.log.element, this.typing, this.ended);
    root.replaceChildren(this.head, scroller, this.banner, this.composer.element, this.announcer.element);
    root.classList.add("chat");
    this.relabel();
    this.composer.grow();
  }

  open(): Promise<void> {
    return this.flow.open();
  }

  focus(): void {
    this.composer.focus();
  }

  messages(messages: Message[], replay: boolean): void {
    this.log.add(messages, replay);
  }

  queued(item: Pending): void {
    this.log.queue(item);
    if (!this.troubled) return;
    this.log.markUnsent(true);
    this.log.toEnd();
  }

  delivered(item: Pending, shown: string | null): void {
    this.log.delivered(item, shown);
  }

  refused(item: Pending, detail: string | null): void {
    this.log.withdraw(item);
    if (item.text !== undefined) this.composer.restore(item.text);
    this.log.notice(detail ?? this.t("refused"));
  }

  gone(): void {
    this.log.clear();
    this.log.notice(this.t("gone"));
  }

  busy(what: "starting" | "typing" | null): void {
    const text = what ? this.t(what) : "";
    const changed = this.typing.hidden === (what !== null);
    this.typing.replaceChildren(text, h("span", { class: "dots", "aria-hidden": "true" }));
    this.typing.hidden = what === null;
    if (what && changed) {
      this.announcer.say(text);
      if (!this.troubled) this.typing.scrollIntoView({ block: "nearest" });
    }
  }

  trouble(what: Trouble | null): void {
    const before = this.troubled;
    if (what === before) return;
    this.troubled = what;
    this.log.markUnsent(what !== null);
    this.root.classList.toggle("troubled", what !== null);
    this.banner.hidden = what === null;
    if (what) {
      const { phone } = municipality();
      this.banner.replaceChildren(
        h("p", {}, `${this.t(what)} ${phone ? this.t("call_instead", { number: phone }) : ""}`),
        button(this.t("try_now"), () => this.flow.tryNow(), { "data-variant": "secondary" }),
      );
      // The banner takes room from the log; what is not yet sent shall stay in sight above it.
      this.log.toEnd();
      this.announcer.say(this.t(what));
    } else if (before) this.announcer.say(this.t("back_online"));
  }

  private relabel(): void {
    const t = this.t;
    this.root.lang = this.language;
    this.log.relabel(t);
    this.composer.relabel(t);
    this.head.replaceChildren(
      h("div", { class: "chat-title" },
        h(this.options.close ? "h2" : "h1", { class: "ds-heading" }, t("title")),
        h("span", { class: "chat-owner" }, municipality().name),
      ),
      button(t("menu"), () => this.openSettings(), { "data-variant": "tertiary", "aria-haspopup": "dialog" }),
      this.options.close ? button(t("menu_close"), this.options.close, { "data-variant": "tertiary" }) : "",
      button(t("exit"), leaveQuickly, { class: "ds-button exit" }),
      phoneBar(t),
    );
  }

  private openSettings(): void {
    openSettings(this.t, {
      language: this.language,
      changeLanguage: (language) => void this.changeLanguage(language),
      print: () => window.print(),
      erase: () => void this.erase(),
    });
  }

  private async changeLanguage(language: Language): Promise<void> {
    if (language === this.language) return;
    this.language = language;
    saveLanguage(language);
    this.t = texts(language);
    this.relabel();
    if (this.log.begun || this.troubled) {
      this.flow.changeLanguage(language, this.t("ask_language"));
      return;
    }
    // Nothing said yet: a fresh greeting in the right language is kinder than a conversation about it.
    try {
      await this.flow.erase();
    } catch {
      this.flow.changeLanguage(language, this.t("ask_language"));
      return;
    }
    this.log.clear();
    await this.flow.restart(language);
  }

  private async erase(): Promise<void> {
    const t = this.t;
    const sure = await ask({ title: t("delete_title"), body: [h("p", {}, t("delete_text"))], yes: t("delete_yes"), no: t("delete_no") });
    if (!sure) return;
    try {
      await this.flow.erase();
    } catch {
      this.log.notice(t("delete_failed"));
      return;
    }
    this.log.clear();
    this.composer.fill("");
    this.showEnd();
  }

  private showEnd(): void {
    const again = button(this.t("start_again"), () => {
      this.ended.hidden = true;
      this.composer.element.hidden = false;
      this.focus();
      void this.flow.restart(this.language);
    });
    this.ended.replaceChildren(h("p", {}, this.t("deleted")), again);
    this.ended.hidden = false;
    this.composer.element.hidden = true;
    this.announcer.say(this.t("deleted"));
    again.focus();
  }
}
