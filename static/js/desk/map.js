// The map on a place's page: a click, a drag or the arrow keys set latitude and longitude; the fields move the mark.
// Without this file the fields alone do. No tiles: outlines of countries, and the record's own places.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const section = document.getElementById("place-map");
  const fields = { lat: document.getElementById("id_latitude"), lng: document.getElementById("id_longitude") };
  if (!section || !window.L || !fields.lat || !fields.lng) return;
  const L = window.L;
  const box = section.querySelector(".place-map__window");
  const told = document.getElementById("place-map-at");
  const DECIMALS = 4;
  // Pixels that an arrow key moves the mark.
  const STEP = 4;
  const FAR = 40;
  const NEAR_ZOOM = 8;
  section.hidden = false;

  const map = L.map(box, { keyboard: false, worldCopyJump: true, minZoom: 1, maxZoom: 14, attributionControl: false });
  map.setView([30, 20], 2);
  fetch(section.dataset.countries)
    .then((reply) => reply.json())
    .then((outlines) => L.geoJSON(outlines, { interactive: false, className: "place-map__land" }).addTo(map).bringToBack())
    .catch(() => {}); // The map does without outlines.

  const near = document.getElementById("place-map-near");
  for (const place of near ? JSON.parse(near.textContent) : []) {
    const label = document.createElement("span");
    label.textContent = place.name;
    L.circleMarker(place.at, { radius: 4, className: "place-map__near" }).bindTooltip(label).addTo(map);
  }

  const icon = L.divIcon({ className: "place-map__mark", iconSize: [28, 28] });
  let mark = null;

  const read = () => {
    const at = [fields.lat, fields.lng].map((field) => (field.value.trim() ? Number(field.value.replace(",", ".")) : NaN));
    return at.every(Number.isFinite) && Math.abs(at[0]) <= 90 && Math.abs(at[1]) <= 180 ? L.latLng(at) : null;
  };

  const say = (at) => {
    told.textContent = at ? `${at.lat.toFixed(DECIMALS)}, ${at.lng.toFixed(DECIMALS)}` : "";
  };

  const put = (at) => {
    if (mark) mark.setLatLng(at);
    else {
      mark = L.marker(at, { icon, draggable: true, keyboard: false }).addTo(map);
      mark.on("drag", () => write(mark.getLatLng()));
    }
    say(at);
  };

  const write = (at) => {
    const inWorld = L.latLng(Math.max(-90, Math.min(90, at.lat)), at.wrap().lng);
    fields.lat.value = inWorld.lat.toFixed(DECIMALS);
    fields.lng.value = inWorld.lng.toFixed(DECIMALS);
    put(inWorld);
  };

  const follow = () => {
    const at = read();
    if (at) {
      put(at);
      map.panTo(at, { animate: false });
    } else if (mark) {
      mark.remove();
      mark = null;
      say(null);
    }
  };

  map.on("click", (event) => write(event.latlng));
  for (const field of Object.values(fields)) field.addEventListener("input", follow);

  const moves = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const steer = (key, isFar) => {
    if (moves[key]) {
      const from = map.latLngToContainerPoint(mark ? mark.getLatLng() : map.getCenter());
      write(map.containerPointToLatLng(from.add(L.point(moves[key]).multiplyBy(isFar ? FAR : STEP))));
      if (!map.getBounds().pad(-0.1).contains(mark.getLatLng())) map.panTo(mark.getLatLng(), { animate: false });
      return true;
    }
    if (key === "+" || key === "=") map.setZoomAround(mark ? mark.getLatLng() : map.getCenter(), map.getZoom() + 1);
    else if (key === "-") map.setZoomAround(mark ? mark.getLatLng() : map.getCenter(), map.getZoom() - 1);
    else if (key === "c") map.panTo(mark ? mark.getLatLng() : map.getCenter(), { animate: false });
    else return false;
    return true;
  };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target !== box) return;
    if (steer(event.key, event.shiftKey)) event.preventDefault();
  });

  const first = read();
  if (first) {
    put(first);
    map.setView(first, NEAR_ZOOM);
  } else if (near && JSON.parse(near.textContent).length) {
    map.fitBounds(L.latLngBounds(JSON.parse(near.textContent).map((place) => place.at)), { maxZoom: NEAR_ZOOM });
  }
});
