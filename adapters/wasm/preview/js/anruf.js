// @ts-check
/** The tab of a call: rule set, payloads turn by turn, verdict. */
import { h, fill, button, field, select } from './dom.js';
import { lang, t } from './i18n.js';
import { SUPERSEDED } from './client.js';
import { editor } from './editor.js';
import { errorBox } from './findings.js';
import { callCase } from './fixture.js';
import { verdictView, stateView } from './verdict.js';
import { copy, toast } from './toast.js';
import { CALLS, RULES, SAMPLE_NOW, sample } from './samples.js';

/** @param {any} state from a link */
export function read(state) {
  const turns = Array.isArray(state?.turns) ? state.turns.filter((/** @type {any} */ x) => typeof x === 'string').slice(0, 50) : [];
  return {
    /** The shipped rule set that is shown, or null for one's own. */
    rulesId: state?.rules && typeof state.rules === 'string' ? null : (RULES.some((r) => r.id === state?.rulesId) ? state.rulesId : 'salon'),
    rules: typeof state?.rules === 'string' ? state.rules : '',
    turns: turns.length ? turns : /** @type {string[] | null} */ (null),
    at: Number.isInteger(state?.at) ? state.at : 0,
  };
}

/** What goes into a link: of a shipped rule set only its name. @param {ReturnType<typeof read>} state */
export function save(state) {
  const { rulesId, rules, turns, at } = state;
  return rulesId ? { rulesId, turns, at } : { rules, turns, at };
}

/** @param {HTMLElement} root @param {import('./main.js').Page} page @param {ReturnType<typeof read>} state */
export function mount(root, page, state) {
  /** @type {any} */
  let last = null;

  const rules = editor({
    label: t('rules_text'), value: state.rules, rows: 14, code: true,
    onInput: (value) => {
      state.rules = value;
      state.rulesId = null;
      chooser.value = 'own';
      page.changed();
      page.soon(value.length, update);
    },
  });
  const chooser = select(
    [...RULES.map((r) => /** @type {[string, string]} */ ([r.id, r[lang()]])), ['own', t('own_rules')]],
    state.rulesId ?? 'own',
    (value) => (value === 'own' ? undefined : loadRules(value)),
  );
  const examples = select(
    [['', t('choose_example')], ...CALLS.map((c, i) => /** @type {[string, string]} */ ([String(i), c[lang()]]))],
    '',
    (value) => {
      if (value !== '') loadCall(Number(value));
      examples.value = '';
    },
  );
  const payload = editor({
    label: t('payload'), value: '', rows: 12, code: true,
    onInput: (value) => {
      turns()[state.at] = value;
      page.changed();
      page.soon(value.length, update);
    },
    onEnter: () => addTurn(),
  });
  const strip = h('div', { class: 'turns', role: 'group', 'aria-label': t('turns') });
  const out = h('div', { class: 'answer' });
  const known = h('div', null);
  const rulesBox = h('details', { class: 'rules-box' }, h('summary', null, t('rules_show')), rules.node);
  fill(
    root,
    h('h2', { class: 'hidden' }, t('tab_anruf')),
    h('div', { class: 'row' }, field(t('rules'), chooser), field(t('example'), examples)),
    rulesBox,
    h('div', { class: 'split even' },
      h('div', null, strip, payload.node, h('div', { class: 'actions below' },
        button(t('tidy'), tidy), button(t('copy_json'), () => last && copy(JSON.stringify(current()?.verdict ?? null, null, 2))),
        button(t('copy_case'), copyCase))),
      h('div', null, out, known)),
  );

  function turns() {
    state.turns ??= ['{}'];
    state.at = Math.min(Math.max(state.at, 0), state.turns.length - 1);
    return state.turns;
  }

  function current() {
    return last?.turns?.[state.at] ?? null;
  }

  /** @param {string} id */
  async function loadRules(id) {
    const found = RULES.find((r) => r.id === id);
    if (!found) return;
    try {
      const text = await sample(found.path);
      state.rules = text;
      state.rulesId = id;
      chooser.value = id;
      rules.set(text);
    } catch {
      fill(out, errorBox({ code: 'sample', message: found.path }, t('sample_failed')));
      return;
    }
    page.changed();
    await update();
  }

  /** @param {number} index */
  async function loadCall(index) {
    const call = CALLS[index];
    try {
      state.turns = call.turns ? call.turns.map((turn) => JSON.stringify(turn, null, 2)) : await Promise.all((call.paths ?? []).map(sample));
    } catch {
      fill(out, errorBox({ code: 'sample', message: String(call.paths) }, t('sample_failed')));
      return;
    }
    state.at = 0;
    payload.set(turns()[0]);
    if (call.paths && page.clock.state.now === null) {
      page.clock.set({ now: SAMPLE_NOW });
      toast(t('clock_set_for_sample'));
    }
    await loadRules(call.rules);
    out.dataset.example = call[lang()];
  }

  /** @param {number} at */
  function go(at) {
    state.at = at;
    payload.set(turns()[at]);
    page.changed();
    draw();
  }

  function addTurn() {
    const ask = last?.turns?.[turns().length - 1]?.verdict?.ask;
    turns().push(ask ? JSON.stringify({ [ask.slot]: '' }, null, 2) : '{}');
    go(turns().length - 1);
    update();
    payload.area.focus();
  }

  function removeTurn() {
    turns().splice(state.at, 1);
    go(Math.min(state.at, turns().length - 1));
    update();
  }

  function tidy() {
    try {
      const text = JSON.stringify(JSON.parse(payload.value), null, 2);
      payload.set(text);
      turns()[state.at] = text;
      page.changed();
      update();
    } catch {
      toast(t('not_json'));
    }
  }

  function copyCase() {
    const done = (last?.turns ?? []).slice(0, state.at + 1);
    if (done.length !== state.at + 1 || done.some((/** @type {any} */ x) => !x.verdict)) {
      toast(t('nothing_to_copy'));
      return;
    }
    const cases = turns().slice(0, state.at + 1).map((/** @type {string} */ text) => ({ payload: text, now: last.now }));
    copy(callCase({ name: t('case_name'), turns: cases, zone: last.zone }, done.map((/** @type {any} */ x) => x.verdict)), t('call_case_copied'));
  }

  function drawStrip() {
    const all = turns();
    const step = (/** @type {number} */ by, /** @type {string} */ label, /** @type {string} */ sign) => {
      const to = state.at + by;
      return button(sign, () => go(to), { class: 'quiet step', 'aria-label': label, disabled: to < 0 || to >= all.length });
    };
    fill(
      strip,
      step(-1, t('step_back'), '←'),
      all.map((/** @type {string} */ _, /** @type {number} */ i) => {
        const outcome = last?.turns?.[i]?.verdict?.outcome ?? (last?.turns?.[i]?.error ? 'error' : '');
        return button(String(i + 1), () => go(i), {
          class: 'turn', 'aria-pressed': String(i === state.at), data: { outcome },
          'aria-label': `${t('turn', { n: i + 1 })}${outcome ? `: ${t(`outcome_${outcome}`)}` : ''}`,
        });
      }),
      step(1, t('step_on'), '→'),
      button(t('add_turn'), addTurn, { class: 'quiet' }),
      all.length > 1 && button(t('remove_turn'), removeTurn, { class: 'quiet' }),
    );
  }

  function draw() {
    const focused = document.activeElement?.getAttribute('aria-label');
    drawStrip();
    // The strip is made anew; whoever steps with the keyboard stays on the button.
    if (focused && document.activeElement === document.body) {
      const again = [...strip.querySelectorAll('button')].find((b) => b.getAttribute('aria-label') === focused && !b.disabled);
      (again ?? strip.querySelector('[aria-pressed=true]'))?.focus();
    }
    fill(rules.notes);
    fill(payload.notes);
    rules.mark([]);
    payload.mark([]);
    rules.invalid(false);
    payload.invalid(false);
    fill(known);
    if (!last) return;
    if (last.rulesError) {
      rules.invalid(true);
      rulesBox.open = true;
      const problems = last.rulesError.problems ?? [last.rulesError];
      rules.mark(problems.filter((/** @type {any} */ p) => p.span).map((/** @type {any} */ p) => ({ ...p.span, kind: 'bad' })));
      fill(rules.notes, errorBox(last.rulesError, t('rules_wrong'), { text: rules.value, go: rules.go }));
      fill(out, h('p', { class: 'empty' }, t('rules_first')));
      return;
    }
    const turn = current();
    if (turn?.error) {
      payload.invalid(true);
      if (turn.error.span) payload.mark([{ ...turn.error.span, kind: 'bad' }]);
      fill(payload.notes, errorBox(turn.error, t('payload_wrong'), { text: payload.value, go: payload.go }));
    }
    if (!turn?.verdict) {
      fill(out, h('p', { class: 'empty' }, t(turn?.error ? 'payload_first' : 'earlier_turn_wrong')));
      return;
    }
    fill(out, verdictView(turn.verdict));
    fill(known, stateView(turn.state, state.at + 1));
  }

  async function update() {
    const request = { rules: state.rules, turns: turns(), now: page.clock.now, zone: page.clock.zone };
    try {
      const answer = await page.client.ask('anruf', 'call', request);
      if (answer === SUPERSEDED) return;
      last = { ...answer, now: request.now, zone: request.zone };
      draw();
    } catch (error) {
      last = null;
      drawStrip();
      fill(out, errorBox(error, t('engine_says')));
    }
  }

  async function begin() {
    if (state.turns === null) {
      await loadCall(0);
      return;
    }
    payload.set(turns()[state.at]);
    if (state.rulesId && state.rules === '') await loadRules(state.rulesId);
    else await update();
  }

  begin();
  return { update, focus: () => payload.area.focus() };
}
