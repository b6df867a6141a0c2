// Where the browser is, for forms that begin a session; and the session page with htmx: where focus goes, what is
// announced, and the keys. Without this file the same pages work as plain forms and links.
"use strict";

(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  for (const field of document.querySelectorAll("input[name=time_zone]")) field.value = zone ?? "";
})();

(() => {
  if (!document.getElementById("question")) return;
  const KEYS_OFF = "attest-keys-off";
  const SPACE = " ";
  const status = document.getElementById("status");
  const trouble = document.getElementById("trouble");
  const dialog = document.getElementById("keys");
  const opener = document.getElementById("keys-open");
  const switchBox = document.getElementById("keys-on");

  const find = (selector) => document.querySelector(`#question ${selector}`);

  // A status region speaks only when its text changes, so it is emptied first.
  const announce = (text) => {
    status.textContent = "";
    window.setTimeout(() => {
      status.textContent = text;
    }, 50);
  };

  // The verdict with the answer, and what was done about it; nothing for a question, whose heading is read because
  // it takes the focus.
  const news = () =>
    [...document.querySelectorAll("#question [data-news]")]
      .map((part) => part.textContent.replace(/\s+/g, SPACE).trim())
      .join(SPACE);

  const showSwapped = () => {
    const question = document.getElementById("question");
    if (question.getBoundingClientRect().top < 0) question.scrollIntoView({ block: "start" });
    (find("[data-first]") ?? find("h1"))?.focus({ preventScroll: true });
    announce(news());
  };

  document.body.addEventListener("htmx:afterSettle", (event) => {
    trouble.hidden = true;
    if (event.target.id === "question" || event.detail.target?.id === "question") showSwapped();
  });
  // Buttons are switched off while a request runs, and what is switched off loses the focus.
  let pressed = null;
  document.body.addEventListener("htmx:beforeRequest", () => {
    pressed = document.activeElement;
  });
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(failure, () => {
      trouble.hidden = false;
      window.setTimeout(() => pressed?.isConnected && pressed.focus({ preventScroll: true }));
    });
  }

  // Keys without a modifier can be switched off: speech input and some screen readers send them by accident.
  const areKeysOn = () => {
    try {
      return window.localStorage.getItem(KEYS_OFF) === null;
    } catch {
      return true;
    }
  };
  const setKeys = (on) => {
    try {
      if (on) window.localStorage.removeItem(KEYS_OFF);
      else window.localStorage.setItem(KEYS_OFF, "1");
    } catch {
      // Storage is closed to this page: the keys stay on.
    }
  };

  const openDialog = () => {
    switchBox.checked = areKeysOn();
    dialog.showModal();
  };
  switchBox.addEventListener("change", () => setKeys(switchBox.checked));
  opener.addEventListener("click", openDialog);
  opener.hidden = false;

  const choose = (number) => {
    const option = document.querySelectorAll("#question button[name=value], #question [data-tick]")[number - 1];
    option?.focus();
    option?.click();
    return Boolean(option);
  };

  // Where several are ticked, Enter sends what is.
  const send = () => {
    const button = find("[data-send]");
    button?.click();
    return Boolean(button);
  };

  const goOn = () => {
    const link = find("[data-continue]");
    link?.click();
    return Boolean(link);
  };

  const takeBack = () => {
    const button = find("[data-undo]");
    button?.click();
    return Boolean(button);
  };

  // Whoever types with the heading in focus means the answer field; the key itself arrives there.
  const typeAnswer = () => {
    find("input[name=text]")?.focus();
    return false;
  };

  const act = (key) => {
    if (/^[1-9]$/.test(key) && choose(Number(key))) return true;
    if (key === "Enter" && send()) return true;
    if (key === "Enter" || key === SPACE) return goOn();
    // Where an answer is typed, "u" is its first letter.
    if (key === "u" && !find("input[name=text]")) return takeBack();
    if (key === "?") {
      openDialog();
      return true;
    }
    return key.length === 1 && key !== SPACE && typeAnswer();
  };

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || dialog.open) return;
    if (!areKeysOn() || event.target.closest("input:not([data-tick]), textarea, select")) return;
    // Enter and Space on a link or button are that element's own.
    const isOwn = event.target.closest("a, button, summary") && !/^[1-9?u]$/.test(event.key);
    if (!isOwn && act(event.key)) event.preventDefault();
  });
})();
