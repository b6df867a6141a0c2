// Names for the parts of search-as-you-type fields, which Select2 leaves without one, so that they are read out.
"use strict";

(() => {
  const $ = window.django.jQuery;

  const labelOf = (select) => {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label && !label.id) label.id = `${select.id}_label`;
    return label;
  };

  const name = (select) => {
    const label = labelOf(select);
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) return;
    const shown = box.querySelector(".select2-selection__rendered");
    if (shown?.id) {
      box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
      shown.setAttribute("aria-labelledby", label.id);
    } else box.setAttribute("aria-labelledby", label.id);
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
  };

  const nameAll = (part) => {
    for (const select of part.querySelectorAll(".admin-autocomplete:not([name*=__prefix__])")) name(select);
  };

  $(() => nameAll(document));
  document.addEventListener("formset:added", (event) => nameAll(event.target));
  $(document).on("select2:open", (event) => {
    const label = labelOf(event.target);
    const field = document.querySelector(".select2-container--open .select2-dropdown .select2-search__field");
    if (label) field?.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
    // The field is opened in order to type.
    field?.focus();
  });
})();
