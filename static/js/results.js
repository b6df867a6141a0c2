// A class at work: the page asks for its live part every few seconds, while it is in sight. Without this file there
// is a link to load it again. Nothing is announced: a grid that spoke with each answer would never be silent.
"use strict";

(() => {
  const EVERY_MS = 4000;
  const trouble = document.getElementById("trouble");
  let waits = false;
  let place = null;

  const live = () => document.querySelector("[data-live]");
  const tellLive = () => {
    for (const note of document.querySelectorAll("[data-live-note]")) note.hidden = false;
  };

  // Whoever reads somewhere in the grid stays there: its scrolling, and the link that has the focus.
  const remember = () => {
    const scrolled = [...document.querySelectorAll("#results .scroll")].map((one) => [one.id, one.scrollLeft]);
    const held = document.activeElement?.closest("#results a, #results [tabindex]");
    const isLink = held?.matches("a");
    place = { scrolled, href: isLink ? held.getAttribute("href") : null, id: held?.id ?? null };
  };
  const goBack = () => {
    if (!place) return;
    for (const [id, left] of place.scrolled) {
      const part = document.getElementById(id);
      if (part) part.scrollLeft = left;
    }
    const byId = place.id ? document.getElementById(place.id) : null;
    const same = [...document.querySelectorAll("#results a")].find((one) => one.getAttribute("href") === place.href);
    (byId ?? (place.href ? same : null))?.focus({ preventScroll: true });
    place = null;
  };

  window.setInterval(() => {
    if (live() && !waits && document.visibilityState === "visible") window.htmx.trigger(live(), "refresh");
  }, EVERY_MS);

  document.body.addEventListener("htmx:beforeRequest", () => {
    waits = true;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    waits = false;
    trouble.hidden = event.detail.successful;
  });
  document.body.addEventListener("htmx:beforeSwap", remember);
  document.body.addEventListener("htmx:afterSettle", () => {
    goBack();
    tellLive();
  });
  tellLive();
})();
