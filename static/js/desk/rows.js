// Rows inside another row's page: up and down by a button, and the focus where a row was just added or taken away.
// Without this file the position stands in a field of each row.
"use strict";

(() => {
  const ROW = ".row.has_original";
  const rowsOf = (row) => [...row.parentElement.querySelectorAll(`:scope > ${ROW}`)];

  const number = (rows) => {
    rows.forEach((row, at) => {
      const field = row.querySelector(".row__position");
      if (field) field.value = at;
    });
  };

  const move = (button) => {
    const row = button.closest(ROW);
    const rows = rowsOf(row);
    const other = rows[rows.indexOf(row) + Number(button.dataset.move)];
    if (!other) return;
    if (button.dataset.move === "1") other.after(row);
    else other.before(row);
    number(rowsOf(row));
    button.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".row__move");
    if (button) move(button);
  });

  const focusFirst = (row) => {
    const fields = row.querySelectorAll("input:not([type=hidden]), textarea, select");
    const first = [...fields].find((field) => field.offsetParent !== null);
    // A search field's own box is drawn beside its list, which itself is hidden.
    (first?.classList.contains("admin-autocomplete")
      ? first.parentElement.querySelector(".select2 [tabindex='0']")
      : first
    )?.focus();
  };

  document.addEventListener("formset:added", (event) => {
    // Not before Django's own scripts, which may hear of the row later than this one, have drawn its search fields.
    queueMicrotask(() => focusFirst(event.target));
  });

  document.addEventListener("formset:removed", (event) => {
    document.querySelector(`#${event.detail.formsetName}-group .add-row a`)?.focus();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll(".row__move")) button.hidden = false;
  });
})();
