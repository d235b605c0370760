// Work lists are swapped in place. The focus stays on the row (or the one after it), what was done is said aloud, and a
// scan on the page brings the list and the menu's counts up to date.
import { announce } from "../ui/live.js";

let place = null;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "work") return;
  const row = document.activeElement?.closest?.("#work tr[id], #work li[id]");
  place = row ? { id: row.id, at: rowsOf(event.target).indexOf(row) } : null;
});

document.addEventListener("htmx:afterSettle", () => {
  const work = document.getElementById("work");
  for (const note of work?.querySelectorAll(".messages > li:not([data-told])") ?? []) {
    note.dataset.told = "";
    announce(note.textContent);
  }
  if (!place) return;
  const kept = place;
  place = null;
  // Every swapped part tells that it has settled, and each time the scan field asks for the focus: ours comes last.
  setTimeout(() => focusRow(kept), 0);
});

document.addEventListener("ui:answered", () => {
  if (!document.querySelector("#work [data-list]")) return;
  const headers = { "HX-Boosted": "true" }; // a whole page, the menu with its counts among it
  window.htmx?.ajax("GET", location.href, { source: "#work", target: "#work", select: "#work", swap: "outerHTML", headers });
});

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-ticks-all]")) return;
  for (const other of box.closest("table").querySelectorAll("tbody input[type=checkbox]")) other.checked = box.checked;
});

function focusRow({ id, at }) {
  const work = document.getElementById("work");
  if (!work || work.querySelector(".error-summary, [data-take-focus]")) return;
  const rows = rowsOf(work);
  const row = document.getElementById(id) ?? rows[Math.min(at, rows.length - 1)];
  if (!row) return;
  if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  row.focus({ preventScroll: true });
}

function rowsOf(work) {
  return [...work.querySelectorAll("tbody tr[id], li[id]")];
}
