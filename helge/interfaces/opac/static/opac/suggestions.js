// The search box as a combobox: what a beginning may become, chosen with arrows or a finger. Nothing typed is kept.
const WAIT = 150; // milliseconds after the last key

export function startSuggestions() {
  for (const field of document.querySelectorAll("input[data-suggest]")) new Suggestions(field);
}

class Suggestions {
  constructor(field) {
    this.field = field;
    this.list = document.createElement("ul");
    this.list.id = `${field.id}-suggestions`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.form.querySelector("label")?.textContent ?? "");
    this.list.hidden = true;
    field.form.append(this.list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.ask());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.close();
  }

  ask() {
    clearTimeout(this.timer);
    const typed = this.field.value;
    if (typed.trim().length < 3) return this.close();
    this.timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${this.field.dataset.suggest}?${new URLSearchParams({ q: typed })}`);
        const { suggestions } = await answer.json();
        if (this.field.value === typed && document.activeElement === this.field) this.show(suggestions);
      } catch {
        this.close(); // without suggestions one searches all the same
      }
    }, WAIT);
  }

  show(suggestions) {
    this.list.replaceChildren(...suggestions.map((each, place) => this.option(each, place)));
    this.at = -1;
    this.list.hidden = !suggestions.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.field.removeAttribute("aria-activedescendant");
  }

  option({ text, kind, url }, place) {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${place}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    row.dataset.url = url;
    const about = document.createElement("span");
    about.textContent = kind;
    row.append(text, " ", about);
    row.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      location.assign(url);
    });
    return row;
  }

  key(event) {
    const rows = [...this.list.children];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !this.list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.at = (this.at + step + rows.length + (this.at < 0 && step < 0 ? 1 : 0)) % rows.length;
      rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === this.at)));
      rows[this.at].scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", rows[this.at].id);
    } else if (event.key === "Enter" && this.at >= 0 && !this.list.hidden) {
      event.preventDefault();
      location.assign(rows[this.at].dataset.url);
    }
  }

  close() {
    clearTimeout(this.timer);
    this.at = -1;
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}
