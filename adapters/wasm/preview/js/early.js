// Before the first paint: a chosen look must not flash up as the other one. No module, so that it runs at once.
(() => {
  try {
    const theme = localStorage.getItem('klartext.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is off: the look of the system stays.
  }
})();
