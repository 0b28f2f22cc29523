/**
 * The conversation itself, without a single element of the page: what is queued, what is sent, what
 * is tried again. Everything that a person has said keeps its client_id until the server has answered
 * it, so that a retry never says it twice.
 */

import * as api from "./api";
import { Refused, Unreachable } from "./api";
import { uuid } from "./dom";
import * as session from "./session";
import type { Pending } from "./session";
import type { Choice, Conversation, Entry, Language, Message } from "./types";

export type Trouble = "offline" | "unreachable";

export interface Listener {
  /** `replay`: the page is rebuilt from a saved conversation, nothing of it is news. */
  messages(messages: Message[], replay: boolean): void;
  queued(item: Pending): void;
  /** `shown` is the person's own line as the server has stored it, when it says so. */
  delivered(item: Pending, shown: string | null): void;
  /** The server would not take it; `detail` is its own sentence, when it has one. */
  refused(item: Pending, detail: string | null): void;
  gone(): void;
  busy(what: "starting" | "typing" | null): void;
  trouble(what: Trouble | null): void;
}

const BACKOFF_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** The conversation was erased or replaced while something was under way. */
class Superseded extends Error {}

export class ConversationFlow {
  private conversation: Conversation | null = null;
  private queue: Pending[] = [];
  private pumping = false;
  private generation = 0;
  private wake: (() => void) | null = null;
  /** A new conversation was refused outright: nothing waits, and only the person can try again. */
  private stranded = false;

  constructor(
    private readonly listener: Listener,
    private language: Language,
    private readonly entry: Entry,
  ) {
    window.addEventListener("online", () => this.tryNow());
    window.addEventListener("offline", () => this.listener.trouble("offline"));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.tryNow();
    });
  }

  /** Goes on with the saved conversation, or begins a new one. */
  async open(): Promise<void> {
    await this.guarded(async () => {
      this.listener.busy("starting");
      this.conversation = session.loadConversation();
      if (!this.conversation) return this.begin();
      const waiting = session.loadPending();
      try {
        const { messages } = await this.persist(() => api.readConversation(this.current()));
        this.listener.messages(messages, true);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        session.forgetConversation();
        this.listener.gone();
        await this.begin();
      }
      for (const item of waiting) this.enqueue(item);
    });
  }

  say(text: string): void {
    this.enqueue({ client_id: uuid(), shown: text, text });
  }

  choose(choice: Choice): void {
    this.enqueue({ client_id: uuid(), shown: choice.title, choice: choice.payload });
  }

  /** Tells the assistant which language to write; `sentence` says the same in words. */
  changeLanguage(language: Language, sentence: string): void {
    this.language = language;
    this.enqueue({
      client_id: uuid(),
      shown: sentence,
      choice: `change_language?language=${language}`,
      fallback: sentence,
    });
  }

  /** Erases the conversation at the server and here. Throws when the server could not be reached. */
  async erase(): Promise<void> {
    const conversation = this.conversation;
    if (conversation) {
      try {
        await api.eraseConversation(conversation);
      } catch (error) {
        if (!(error instanceof Refused && error.gone)) throw error;
      }
    }
    this.generation += 1;
    this.wake?.();
    this.queue = [];
    this.conversation = null;
    session.forgetConversation();
    this.listener.busy(null);
    this.listener.trouble(null);
  }

  async restart(language: Language): Promise<void> {
    this.language = language;
    await this.guarded(() => this.begin());
  }

  tryNow(): void {
    if (this.wake) this.wake();
    else if (this.stranded) void this.restart(this.language);
  }

  private current(): Conversation {
    if (!this.conversation) throw new Superseded();
    return this.conversation;
  }

  private async begin(): Promise<void> {
    this.listener.busy("starting");
    this.stranded = false;
    const started = await this.persist(() => api.startConversation(this.language, this.entry));
    this.conversation = { id: started.id, token: started.token };
    session.saveConversation(this.conversation);
    this.listener.busy(null);
    this.listener.messages(started.messages, false);
  }

  private enqueue(item: Pending): void {
    this.queue.push(item);
    session.savePending(this.queue);
    this.listener.queued(item);
    void this.pump();
  }

  private async pump(): Promise<void> {
    if (this.pumping || !this.conversation) return;
    this.pumping = true;
    const generation = this.generation;
    try {
      await this.guarded(async () => {
        for (let item = this.queue[0]; item; item = this.queue[0]) await this.deliver(item);
      });
    } finally {
      this.pumping = false;
      // An erase in the middle leaves this loop; what was said after it starts its own.
      if (generation !== this.generation && this.queue.length > 0) void this.pump();
    }
  }

  private async deliver(item: Pending): Promise<void> {
    this.listener.busy("typing");
    try {
      const { messages } = await this.persist(() => api.sendMessage(this.current(), item));
      this.done();
      session.saveConversation(this.current());
      const own = messages.filter((message) => message.role === "person").pop();
      this.listener.delivered(item, own?.text ?? null);
      this.listener.messages(messages, false);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await this.recover(item, error);
    }
  }

  private async recover(item: Pending, error: Refused): Promise<void> {
    if (item.fallback !== undefined && error.status !== 401) {
      this.queue[0] = { client_id: uuid(), shown: item.shown, text: item.fallback };
      session.savePending(this.queue);
      this.listener.delivered(item, null);
    } else if (error.gone && !item.retold) {
      // Never lose what was written: it is said again in the new conversation. A button belongs to
      // the old one and means nothing there.
      session.forgetConversation();
      this.listener.gone();
      await this.begin();
      if (item.text === undefined) this.done();
      else item.retold = true;
      session.savePending(this.queue);
    } else {
      this.done();
      this.listener.refused(item, error.problem.detail ?? null);
    }
  }

  private done(): void {
    this.queue.shift();
    session.savePending(this.queue);
  }

  /** Runs one piece of work to its end; a superseded one ends in silence. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    const generation = this.generation;
    try {
      await work();
    } catch (error) {
      if (error instanceof Superseded) return;
      if (!(error instanceof Refused)) throw error;
      this.stranded = this.conversation === null;
      this.listener.trouble("unreachable");
    } finally {
      if (generation === this.generation) this.listener.busy(null);
    }
    if (!this.pumping && this.queue.length > 0 && this.conversation) void this.pump();
  }

  /** Repeats a request until the server has answered it, with longer and longer pauses. */
  private async persist<T>(request: () => Promise<T>): Promise<T> {
    const generation = this.generation;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await request();
        if (generation !== this.generation) throw new Superseded();
        this.listener.trouble(null);
        return answer;
      } catch (error) {
        if (generation !== this.generation) throw new Superseded();
        if (!(error instanceof Unreachable)) throw error;
        this.listener.trouble(navigator.onLine ? "unreachable" : "offline");
        await this.pause(error.retryAfterMs ?? BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length - 1)] ?? 0);
        if (generation !== this.generation) throw new Superseded();
      }
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = window.setTimeout(finish, ms);
      const self = this;
      function finish(): void {
        window.clearTimeout(timer);
        self.wake = null;
        resolve();
      }
      this.wake = finish;
    });
  }
}
