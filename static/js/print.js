// The button that prints this page; without this file the browser's own menu does.
"use strict";

(() => {
  const button = document.getElementById("print");
  button.addEventListener("click", () => window.print());
  button.hidden = false;
})();
