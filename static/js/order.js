// Events to be put in order: moved up and down, by buttons or arrow keys. What is sent are the same fields as without
// this file, where each event has a list of places.
"use strict";

(() => {
  const status = document.getElementById("status");

  // A status region speaks only when its text changes, so it is emptied first.
  const announce = (text) => {
    status.textContent = "";
    window.setTimeout(() => {
      status.textContent = text;
    }, 50);
  };

  const makeButton = (item, list, step, sign, words) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "item__move";
    button.textContent = sign;
    button.setAttribute("aria-label", `${words}: ${item.querySelector("label").textContent.trim()}`);
    button.addEventListener("click", () => move(list, item, step));
    return button;
  };

  // The lists follow the order in which the events stand.
  const settle = (list) => {
    const items = [...list.children];
    items.forEach((item, index) => {
      const select = item.querySelector("select");
      select.value = String(index + 1);
      item.querySelector(".item__place").textContent = select.selectedOptions[0].textContent.trim();
      const [up, down] = item.querySelectorAll(".item__move");
      // Not switched off: what is switched off loses the focus.
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === items.length - 1));
    });
  };

  const move = (list, item, step) => {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    const focused = document.activeElement;
    if (step < 0) other.before(item);
    else other.after(item);
    settle(list);
    // What is moved in the page loses the focus.
    focused?.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    announce(`${item.querySelector("label").textContent.trim()}: ${item.querySelector(".item__place").textContent}`);
  };

  // What was chosen before, when the page comes back with it.
  const takeUp = (list) => {
    const items = [...list.children];
    const places = items.map((item) => Number(item.querySelector("select").value));
    if (new Set(places).size < items.length || places.includes(0)) return;
    items.sort((one, other) => one.querySelector("select").value - other.querySelector("select").value);
    list.append(...items);
  };

  const enhance = (list) => {
    delete list.dataset.order;
    takeUp(list);
    for (const item of list.children) {
      const place = document.createElement("span");
      place.className = "item__place";
      const moves = document.createElement("div");
      moves.className = "item__moves";
      const { up, down } = list.dataset;
      moves.append(makeButton(item, list, -1, "↑", up), makeButton(item, list, 1, "↓", down));
      item.querySelector("select").hidden = true;
      item.prepend(place);
      item.append(moves);
    }
    list.classList.add("items--moved");
    list.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !event.target.matches(".item__move")) return;
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      move(list, event.target.closest(".item"), step);
    });
    const hint = document.getElementById("items-hint");
    if (hint) hint.textContent = list.dataset.hint;
    settle(list);
  };

  const enhanceAll = () => document.querySelectorAll("[data-order]").forEach(enhance);
  document.body.addEventListener("htmx:afterSwap", enhanceAll);
  enhanceAll();
})();
