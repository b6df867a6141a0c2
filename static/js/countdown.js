// Counts the time of a test down. Without this file the page says how much was left when it was made.
// The text is no live region, so that nothing speaks each second; at five minutes, one minute and the end the status
// region does.
"use strict";

(() => {
  const MINUTE = 60;
  const SPOKEN = [5 * MINUTE, MINUTE, 0];
  const status = document.getElementById("status");
  let ends = null;
  let made = null;

  const inWords = (box, left) => {
    if (left <= 0) return box.dataset.over;
    if (left < 2 * MINUTE && left >= MINUTE) return box.dataset.oneMinute;
    if (left >= MINUTE) return box.dataset.minutes.replace("#", String(Math.floor(left / MINUTE)));
    return box.dataset.seconds.replace("#", String(left));
  };

  const tick = () => {
    const box = document.querySelector("[data-seconds-left]");
    if (!box) return;
    if (box !== made) {
      // Each page brings the time by the site's clock along.
      made = box;
      ends = performance.now() / 1000 + Number(box.dataset.secondsLeft);
    }
    const left = Math.max(0, Math.round(ends - performance.now() / 1000));
    const words = inWords(box, left);
    if (box.textContent.trim() !== words) box.textContent = words;
    box.classList.toggle("test-head__time--short", left <= MINUTE);
    if (SPOKEN.includes(left) && box.dataset.spoken !== String(left)) {
      box.dataset.spoken = String(left);
      status.textContent = words;
    }
  };

  tick();
  window.setInterval(tick, 1000);
})();
