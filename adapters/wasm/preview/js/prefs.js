// @ts-check
/** What stays in this browser from one visit to the next: language, look, shortcuts. Never what was typed. */

/** @param {string} name @param {string} fallback */
export function pref(name, fallback) {
  try {
    return localStorage.getItem(`klartext.${name}`) ?? fallback;
  } catch {
    return fallback;
  }
}

/** @param {string} name @param {string | null} value null forgets it */
export function setPref(name, value) {
  try {
    if (value === null) localStorage.removeItem(`klartext.${name}`);
    else localStorage.setItem(`klartext.${name}`, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
