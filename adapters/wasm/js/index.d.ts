/**
 * What a caller said on the phone, in German, as data that a backend may act on, or as the one question to ask first.
 *
 * Plain data in, plain data out, at once: no function waits, reads a clock or sends anything. What goes wrong is a
 * {@link KlartextError}, what was noticed is a finding in the answer. In a browser `await init()` comes first; under Node
 * the engine is loaded when it is imported.
 */
import type {
  AgentDiff,
  AgentOptions,
  AgentReport,
  ConfirmRequest,
  ConfirmResponse,
  Conversation,
  Explanation,
  FindResponse,
  HoursRequest,
  HoursResponse,
  LookupRequest,
  LookupResponse,
  PhoneRequest,
  PhoneResponse,
  RenderRequest,
  RenderResponse,
  ResolveRequest,
  ResolveResponse,
  RuleSet,
  Span,
  TemplateRequest,
  TemplateResponse,
  Verdict,
} from "./types.js";

export * from "./types.js";

/** RFC 3339, or wall time in the zone of the request: `2025-11-05T10:00`. */
export type Clock = string | Date;

/** The request with its clock, which nothing stands in for. */
export type Timed<Request> = Omit<Request, "now"> & { now: Clock };

/** What a text is the answer to: "vierzehn" is a day or a time. */
export type Hint = "any" | "date" | "time";

/** What holds for one turn. */
export interface TurnContext {
  /** When it was said. */
  now: Clock;
  /** A zone by its name; that of the rule set by default. */
  zone?: string | null;
  /** Whether the verdict tells how each slot and rule came to its result. */
  trace?: boolean;
}

/** Ids that are hidden too. */
export interface RedactOptions {
  /** Shapes of ids: `call_*`, `KD-######`. */
  ids?: string[];
  /** Keys whose values are hidden: `customer_id`. */
  id_keys?: string[];
}

/** What `init` loads: an URL, a response, bytes, or a compiled module. */
export type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Every question that needs no rule set. */
export interface Questions {
  /**
   * Every meaning of a German date or time.
   *
   * ```js
   * const { readings, say } = resolve({ text: "nächste Woche Montag um halb drei", ...nowContext() });
   * ```
   */
  resolve(request: Timed<ResolveRequest>, options?: { hint?: Hint }): ResolveResponse;
  /** Every date and time in a longer text. */
  find(request: Timed<ResolveRequest>): FindResponse;
  /** How a text was understood: words, phrases, syntax, readings, what was taken for granted. */
  explain(request: Timed<ResolveRequest>): Explanation;
  /** A telephone number, typed, signalled or said. */
  phone(request: PhoneRequest): PhoneResponse;
  /** Which appointment a caller means. */
  lookup(request: Timed<LookupRequest>): LookupResponse;
  /** Whether a time can be booked by the opening hours, and what else can be. */
  hours(request: Timed<HoursRequest>): HoursResponse;
  /** Whether what was booked is what was asked for. */
  confirm(request: Timed<ConfirmRequest>): ConfirmResponse;
  /** A text with its variables filled in; `now` is needed where a format depends on it. */
  render(request: Omit<RenderRequest, "now"> & { now?: Clock }): RenderResponse;
  /** What a text with variables is made of, and what is wrong with it. */
  templateCheck(request: TemplateRequest): TemplateResponse;
  /** The definition of a voice agent, checked: the text of the file, or an object, whose findings have no spans. */
  agentCheck(file: string | object, options?: Partial<AgentOptions>): AgentReport;
  /** What changed from one version of a definition to the next. */
  agentDiff(before: string | object, after: string | object, options?: Partial<AgentOptions>): AgentDiff;
  /** A text for a log: without addresses, telephone numbers and secrets. */
  redact(text: string, options?: RedactOptions): string;
}

export const resolve: Questions["resolve"];
export const find: Questions["find"];
export const explain: Questions["explain"];
export const phone: Questions["phone"];
export const lookup: Questions["lookup"];
export const hours: Questions["hours"];
export const confirm: Questions["confirm"];
export const render: Questions["render"];
export const templateCheck: Questions["templateCheck"];
export const agentCheck: Questions["agentCheck"];
export const agentDiff: Questions["agentDiff"];
export const redact: Questions["redact"];

/**
 * A rule set, ready to judge. What a request leaves open (zone, opening hours, policy, what may be booked) is that of the
 * rule set.
 *
 * ```js
 * const engine = new Engine(toml);
 * const verdict = engine.check({ name: "book", args: { datum: "morgen" } }, nowContext());
 * ```
 */
export class Engine implements Questions {
  /** TOML, JSON, or an object. Throws all that is wrong with it in `errors`. */
  constructor(ruleSet: string | Partial<RuleSet>);
  /** The verdict on what the voice platform posted: JSON, or an object. */
  check(payload: string | object, context: TurnContext): Verdict;
  /** The state after a turn, and the verdict on all that is known then; the first turn has no state. */
  conversation(
    state: Conversation | null | undefined,
    payload: string | object,
    context: TurnContext,
  ): { state: Conversation; verdict: Verdict };
  /** The rule set with every default written out. */
  rules(): RuleSet;
  /** Gives the memory back at once; without it, when nobody holds the engine any more. */
  free(): void;

  resolve: Questions["resolve"];
  find: Questions["find"];
  explain: Questions["explain"];
  phone: Questions["phone"];
  lookup: Questions["lookup"];
  hours: Questions["hours"];
  confirm: Questions["confirm"];
  render: Questions["render"];
  templateCheck: Questions["templateCheck"];
  agentCheck: Questions["agentCheck"];
  agentDiff: Questions["agentDiff"];
  redact: Questions["redact"];
}

/** Why there is no answer. Nothing else is ever thrown. */
export class KlartextError extends Error {
  readonly name: "KlartextError";
  /** For programs; it stays: `now_missing`, `request`, `rule`, `zone`, `too_long` … */
  readonly code: string;
  /** Where in the text that was given, in UTF-16 units; null where the place is in none. */
  readonly span: Span | null;
  /** What would help. */
  readonly help: string | null;
  /** The key of a rule set, `slots.date.type`, or the place in a request, `$.vars.name`. */
  readonly path: string | null;
  /** Which of two files. */
  readonly side: "before" | "after" | null;
  /** All of them, where there can be several. */
  readonly errors: KlartextError[];
  /** As plain data. */
  toJSON(): object;
}

/** The clock and the zone of this device, for a request or a turn. */
export function nowContext(zone?: string): { now: string; zone: string };

/** Loads the engine, once; by default from beside this file. Under Node there is nothing left to do. */
export function init(source?: Source | Promise<Source>): Promise<void>;
/** The same at once, from bytes or a compiled module. */
export function initSync(source: BufferSource | WebAssembly.Module): void;
export default init;
