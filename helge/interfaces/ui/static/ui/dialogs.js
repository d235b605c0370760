// Dialogs: any button with data-opens="id" opens one, any with data-closes shuts the one it stands in.
// The browser keeps focus inside and gives it back; the scan field takes it again through focus.js.

export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("ui:opened"));
}

export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      event.preventDefault();
      openDialog(opener.dataset.opens);
      return;
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    else if (event.target instanceof HTMLDialogElement && isOutside(event)) event.target.close();
  });
}

function isOutside(event) {
  const box = event.target.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
