// Tables with data-rows: one row takes the Tab key, arrows go between rows, Enter opens, Space ticks.

const BOUND = "input, select, textarea, button, a, summary";

export function startRows() {
  const ready = (root) => root.querySelectorAll?.("table[data-rows] tbody").forEach(giveOneRowTheTab);
  ready(document);
  document.addEventListener("htmx:afterSettle", () => ready(document));
  document.addEventListener("ui:answered", () => ready(document));
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("table[data-rows] tbody tr");
    if (row) moveTab(row);
  });
}

function giveOneRowTheTab(body) {
  const rows = [...body.rows];
  // Rows that came later have no tabindex yet and could not take the focus.
  for (const row of rows) if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  if (rows.length && !rows.some((row) => row.tabIndex === 0)) rows[0].tabIndex = 0;
}

function moveTab(row) {
  for (const other of row.parentElement.rows) other.tabIndex = other === row ? 0 : -1;
}

function onKey(event) {
  const row = event.target.closest?.("table[data-rows] tbody tr");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  const onRow = event.target === row;
  const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
  if (next && (onRow || !event.target.matches("select, textarea, input"))) go(event, next);
  else if (onRow && event.key === "Home") go(event, row.parentElement.firstElementChild);
  else if (onRow && event.key === "End") go(event, row.parentElement.lastElementChild);
  else if (onRow && event.key === "Enter") act(event, row.querySelector("[data-row-link]") ?? row.querySelector("a[href], button"));
  else if (onRow && event.key === " ") act(event, row.querySelector("input[type=checkbox]"));
  else if (event.key === "Escape" && event.target.matches(BOUND)) row.focus();
}

function go(event, row) {
  event.preventDefault();
  moveTab(row);
  row.focus();
}

function act(event, element) {
  if (!element) return;
  event.preventDefault();
  element.click();
}
