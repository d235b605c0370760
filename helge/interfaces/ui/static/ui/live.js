// What changed, told to those who listen instead of look.

/** Announce a sentence; `now` interrupts, for the answer of a scan. The same words twice are still said twice. */
export function announce(text, { now = false } = {}) {
  const region = document.getElementById(now ? "live-now" : "live-polite");
  if (!region || !text) return;
  region.textContent = "";
  // Screen readers notice a change only when the region was empty for a moment.
  setTimeout(() => { region.textContent = text.replace(/\s+/g, " ").trim(); }, 60);
}
