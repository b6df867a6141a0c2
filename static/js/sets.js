// The page on which a set is built, with htmx: where focus goes when a button is gone, what is announced, and what
// happens when the site does not answer. Without this file the same page works as a plain form.
"use strict";

(() => {
  const status = document.getElementById("status");
  const trouble = document.getElementById("trouble");

  // A status region speaks only when its text changes, so it is emptied first.
  const announce = (text) => {
    status.textContent = "";
    window.setTimeout(() => {
      status.textContent = text;
    }, 50);
  };

  let pressed = false;
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    pressed = event.detail.elt.matches("button");
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    trouble.hidden = true;
    if (event.target.id !== "questions") return;
    const news = [...document.querySelectorAll("#questions [data-news]")];
    announce(news.map((part) => part.textContent.replace(/\s+/g, " ").trim()).join(" "));
    // A button that went with its question gives the focus to what came for it, or to the heading.
    if (!pressed || document.activeElement !== document.body) return;
    const fresh = document.querySelector(".chosen__line--fresh button[id^=swap]");
    (fresh ?? document.getElementById("questions-title")).focus({ preventScroll: !fresh });
  });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(failure, () => {
      trouble.hidden = false;
    });
  }
})();
