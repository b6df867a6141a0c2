// A date to be placed on a scale: a slider above the list of the scale's dates, each following the other. What is sent is
// the list, as without this file.
"use strict";

(() => {
  // The dates are the list's options but the first, which says that none is chosen.
  const makeSlider = (select) => {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.className = "scale__slider";
    slider.min = 1;
    slider.max = select.options.length - 1;
    slider.autocomplete = "off";
    return slider;
  };

  const enhance = (scale) => {
    delete scale.dataset.scale;
    const select = scale.querySelector("select");
    const place = scale.querySelector("[data-slider]");
    const slider = makeSlider(select);
    slider.setAttribute("aria-label", scale.dataset.label);
    slider.setAttribute("aria-describedby", "value-hint");

    // Where nothing is chosen the knob stands in the middle, whatever is asked.
    const follow = () => {
      slider.value = select.selectedIndex || Math.ceil(slider.max / 2);
      slider.classList.toggle("scale__slider--unplaced", select.selectedIndex === 0);
      const said = select.selectedIndex ? select.selectedOptions[0].textContent.trim() : scale.dataset.unplaced;
      slider.setAttribute("aria-valuetext", said);
    };
    const choose = () => {
      select.selectedIndex = slider.valueAsNumber;
      follow();
    };
    slider.addEventListener("input", choose);
    // A click on the knob where it stands moves nothing, and means that place all the same.
    slider.addEventListener("click", choose);
    slider.addEventListener("keydown", (event) => {
      if (event.key === " ") choose();
      else if (event.key === "Enter" && select.selectedIndex) scale.closest("form").querySelector("[data-send]").click();
      else return;
      event.preventDefault();
    });
    select.addEventListener("change", follow);
    place.prepend(slider);
    place.hidden = false;
    document.getElementById("value-hint").textContent = scale.dataset.hint;
    follow();
  };

  const enhanceAll = () => document.querySelectorAll("[data-scale]").forEach(enhance);
  document.body.addEventListener("htmx:afterSwap", enhanceAll);
  enhanceAll();
})();
