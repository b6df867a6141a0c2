// The line beneath a date's field: how it reads, or what is wrong with it. Without this file the server says the same
// whenever the form is shown.
"use strict";

(() => {
  const WAIT = 200;
  const waiting = new WeakMap();
  const lineOf = (field) => field.closest(".edtf").querySelector(".edtf__reading");

  const read = async (field) => {
    const text = field.value;
    const line = lineOf(field);
    if (!text.trim()) {
      line.replaceChildren();
      return;
    }
    const url = `${field.dataset.dateUrl}?${new URLSearchParams({ text })}`;
    const reply = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
    // A slow reply about what is no longer there is passed over; when signed out, the form's own reply says so.
    if (!reply?.ok || reply.redirected || field.value !== text) return;
    line.innerHTML = await reply.text();
    showButtons(line);
  };

  const showButtons = (part) => {
    for (const button of part.querySelectorAll(".edtf__use")) button.hidden = false;
  };

  document.addEventListener("input", (event) => {
    const field = event.target.closest(".edtf__text");
    if (!field) return;
    window.clearTimeout(waiting.get(field));
    waiting.set(field, window.setTimeout(() => read(field), WAIT));
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".edtf__use");
    if (!button) return;
    const field = button.closest(".edtf").querySelector(".edtf__text");
    field.value = button.dataset.edtf;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  document.addEventListener("DOMContentLoaded", () => showButtons(document));
})();
