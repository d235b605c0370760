// The words that scripts say, translated by the server (templates/ui/base.html, #ui-words).
const said = document.getElementById("ui-words")?.dataset ?? {};

/** The sentence called `name`; `{count}` is filled in. */
export function word(name, count) {
  const text = said[name] ?? "";
  return count === undefined ? text : text.replace("{count}", String(count));
}
