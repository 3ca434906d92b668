// @ts-check
/** When and where something is said: the browser's clock, or one that was set and stays. One for all tabs. */
import { h, button, field, select } from './dom.js';
import { t } from './i18n.js';
import { wallClock } from './dates.js';

/** The zones that the package knows. */
export const ZONES = ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich', 'UTC'];

/** @typedef {{now: string | null, zone: string}} ClockState `now` is wall time in the zone, null while the clock runs */

/** @param {any} state from a link @returns {ClockState} */
export function readClock(state) {
  const zone = ZONES.includes(state?.zone) ? state.zone : 'Europe/Berlin';
  const now = typeof state?.now === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(state.now) ? state.now : null;
  return { now, zone };
}

/** The running clock to the minute, as an instant, so that an hour that comes twice is told apart. */
function instantNow() {
  return `${new Date().toISOString().slice(0, 16)}:00Z`;
}

export class Clock {
  /** @param {ClockState} state @param {() => void} changed */
  constructor(state, changed) {
    this.state = state;
    this.changed = changed;
    this.node = h('div', { class: 'clock', role: 'group' });
    this.minute = '';
    window.setInterval(() => this.tick(), 1000);
  }

  /** What the engine is given. */
  get now() {
    return this.state.now ?? instantNow();
  }

  get zone() {
    return this.state.zone;
  }

  /** Wall time, for people. */
  get wall() {
    return this.state.now ?? wallClock(new Date(), this.state.zone);
  }

  get today() {
    return this.wall.slice(0, 10);
  }

  tick() {
    if (this.state.now !== null || this.wall === this.minute) return;
    this.minute = this.wall;
    if (this.input && document.activeElement !== this.input) this.input.value = this.wall;
    this.changed();
  }

  /** @param {Partial<ClockState>} patch */
  set(patch) {
    Object.assign(this.state, patch);
    this.show();
    this.changed();
  }

  show() {
    this.minute = this.wall;
    this.node.dataset.pinned = this.state.now === null ? 'no' : 'yes';
    this.node.setAttribute('aria-label', t('clock'));
    if (this.badge) this.badge.textContent = t(this.state.now === null ? 'clock_runs' : 'clock_pinned');
    if (this.release) this.release.hidden = this.state.now === null;
    if (this.input && this.input.value !== this.wall) this.input.value = this.wall;
  }

  /** Builds it anew, in the language of the page. */
  mount() {
    this.input = h('input', {
      type: 'datetime-local',
      prop: { value: this.wall },
      on: {
        input: (/** @type {any} */ e) => {
          const wall = String(e.target.value).slice(0, 16);
          if (wall.length === 16) this.set({ now: wall });
        },
      },
    });
    const zone = select(ZONES.map((name) => [name, name]), this.zone, (value) => this.set({ zone: value }));
    this.badge = h('span', { class: 'pin' });
    this.release = button(t('clock_release'), () => {
      this.set({ now: null });
      this.input?.focus();
    }, { class: 'quiet' });
    this.node.replaceChildren(field(t('said_at'), this.input), field(t('zone'), zone), h('div', { class: 'pin-row' }, this.badge, this.release));
    this.show();
    return this.node;
  }
}
