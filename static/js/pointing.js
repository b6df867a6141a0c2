// A map to point at: a click or the arrow keys move the cross, which sets latitude and longitude; what is sent are those
// two fields. Without this file the picture sends the click. Leaflet is fetched only where there is such a map.
"use strict";

(() => {
  const DECIMALS = 4;
  const SHOWN_DECIMALS = 2;
  // Pixels that an arrow key moves the cross.
  const STEP = 4;
  const FAR = 40;
  const MOVES = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  // A screen reader is told where the cross is once it rests.
  const REST_MS = 300;
  const CROSS_PX = 28;
  // Between Leaflet's pane of outlines (400) and the one of names and the cross (600).
  const FINE_ABOVE_LAND = 450;
  // What zooming there and back may be off by.
  const NEARER = 0.05;

  let leaflet = null;
  const fetchLeaflet = (part) => {
    leaflet ??= new Promise((resolve, reject) => {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = part.dataset.style;
      document.head.append(style);
      const script = document.createElement("script");
      script.src = part.dataset.leaflet;
      script.addEventListener("load", () => resolve(window.L));
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return leaflet;
  };

  let outlines = null;
  const fetchOutlines = (part) => {
    outlines ??= fetch(part.dataset.countries).then((reply) => reply.json());
    return outlines;
  };

  const readEdges = (part) => ["west", "south", "east", "north"].map((edge) => Number(part.dataset[edge]));

  // Whether a ring surrounds a point: how often a ray to the east crosses it.
  const surrounds = (ring, [x, y]) =>
    ring.reduce((inside, [endX, endY], index) => {
      const [startX, startY] = ring[(index || ring.length) - 1];
      const crosses = startY > y !== endY > y && x < ((endX - startX) * (y - startY)) / (endY - startY) + startX;
      return crosses ? !inside : inside;
    }, false);

  const countryAt = (countries, at) => {
    const holds = ({ geometry }) =>
      (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).some((polygon) =>
        surrounds(polygon[0], [at.lng, at.lat]),
      );
    return countries?.features.find(holds)?.properties.name ?? "";
  };

  const inWords = (part, at) => {
    const way = `${at.lat < 0 ? "south" : "north"}${at.lng < 0 ? "West" : "East"}`;
    return part.dataset[way]
      .replace("{latitude}", Math.abs(at.lat).toFixed(SHOWN_DECIMALS))
      .replace("{longitude}", Math.abs(at.lng).toFixed(SHOWN_DECIMALS));
  };

  // One finger scrolls the page, until the map was brought nearer: then it moves the map. Two fingers move it always.
  const letOneFingerMove = (map, first) => {
    if (map.getZoom() > first + NEARER) map.dragging.enable();
    else map.dragging.disable();
  };

  const draw = (L, part, box) => {
    const [west, south, east, north] = readEdges(part);
    const map = L.map(box, {
      keyboard: false,
      scrollWheelZoom: false,
      zoomSnap: 0,
      zoomControl: false,
      attributionControl: false,
      dragging: !L.Browser.mobile,
    });
    let first = 0;
    const fit = () => {
      map.fitBounds([[south, west], [north, east]], { animate: false });
      first = map.getZoom();
      if (L.Browser.mobile) letOneFingerMove(map, first);
    };
    fit();
    // A phone that is turned shows the same part of the globe.
    map.on("resize", fit);
    if (L.Browser.mobile) map.on("zoomend", () => letOneFingerMove(map, first));
    map.setMinZoom(first - 2);
    map.setMaxZoom(first + 3);
    L.control.zoom({ zoomInTitle: part.dataset.zoomIn, zoomOutTitle: part.dataset.zoomOut }).addTo(map);
    for (const [x, y, name] of JSON.parse(part.dataset.names)) {
      const label = document.createElement("span");
      label.textContent = name;
      const at = map.containerPointToLatLng([(x / 100) * box.clientWidth, (y / 100) * box.clientHeight]);
      const icon = L.divIcon({ className: "pointing__name", iconSize: [0, 0], html: label });
      L.marker(at, { icon, interactive: false, keyboard: false }).addTo(map);
    }
    return map;
  };

  // Where the map crosses the date line, land is drawn on both sides of it.
  const addLand = (L, part, map, countries) => {
    const [west, , east] = readEdges(part);
    const turns = [0, ...(west < -180 ? [-360] : []), ...(east > 180 ? [360] : [])];
    for (const turn of turns) {
      const coordsToLatLng = ([x, y]) => L.latLng(y, x + turn);
      L.geoJSON(countries, { interactive: false, className: "pointing__land", coordsToLatLng }).addTo(map).bringToBack();
    }
  };

  // The picture has finer outlines than those of the whole globe: they lie above them, where it shows the map.
  const addFineLand = (L, part, map) => {
    const { src } = part.querySelector("input[type=image]");
    // Without its style: those of this page hold here, and its Content-Security-Policy allows no other.
    const drawn = decodeURIComponent(src.slice(src.indexOf(",") + 1)).replace(/<style>.*<\/style>/, "");
    const picture = new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
    for (const name of picture.querySelectorAll("text")) name.remove();
    picture.setAttribute("class", "pointing__fine");
    picture.setAttribute("preserveAspectRatio", "none");
    const [west, south, east, north] = readEdges(part);
    map.createPane("fine").style.zIndex = FINE_ABOVE_LAND;
    L.svgOverlay(document.importNode(picture, true), [[south, west], [north, east]], { pane: "fine" }).addTo(map);
  };

  const start = (L, part) => {
    const box = part.querySelector(".pointing__map");
    const told = part.querySelector(".pointing__at");
    const form = part.closest("form");
    const fields = { lat: form.elements.latitude, lng: form.elements.longitude };
    for (const live of part.querySelectorAll("[data-live]")) live.hidden = false;
    const map = draw(L, part, box);
    addFineLand(L, part, map);
    for (const plain of part.querySelectorAll("[data-plain]")) plain.remove();
    let countries = null;
    fetchOutlines(part)
      .then((found) => {
        countries = found;
        addLand(L, part, map, found);
      })
      .catch(() => {}); // Names and the cross are there without outlines.

    const icon = L.divIcon({ className: "pointing__cross", iconSize: [CROSS_PX, CROSS_PX] });
    const cross = L.marker(map.getCenter(), { icon, keyboard: false, interactive: false }).addTo(map);
    let rest = 0;
    const say = () => {
      window.clearTimeout(rest);
      rest = window.setTimeout(() => {
        const at = cross.getLatLng().wrap();
        told.textContent = [inWords(part, at), countryAt(countries, at)].filter(Boolean).join(", ");
      }, REST_MS);
    };
    const put = (at) => {
      cross.setLatLng(at);
      cross.getElement().classList.add("pointing__cross--set");
      say();
    };
    const write = (at) => {
      const bounded = L.latLng(Math.max(-85, Math.min(85, at.lat)), at.lng);
      fields.lat.value = bounded.lat.toFixed(DECIMALS);
      fields.lng.value = bounded.wrap().lng.toFixed(DECIMALS);
      put(bounded);
    };
    const read = () => {
      const at = [fields.lat, fields.lng].map(({ value }) => (value.trim() ? Number(value.replace(",", ".")) : NaN));
      return at.every(Number.isFinite) && Math.abs(at[0]) <= 85 && Math.abs(at[1]) <= 180 ? L.latLng(at) : null;
    };
    const follow = () => {
      const at = read();
      if (!at) return;
      // The same place, the way round that the map shows.
      const turn = 360 * Math.round((map.getCenter().lng - at.lng) / 360);
      put(L.latLng(at.lat, at.lng + turn));
    };

    map.on("click", (event) => write(event.latlng));
    for (const field of Object.values(fields)) field.addEventListener("input", follow);
    follow();

    const steer = (event) => {
      if (MOVES[event.key]) {
        const by = L.point(MOVES[event.key]).multiplyBy(event.shiftKey ? FAR : STEP);
        write(map.containerPointToLatLng(map.latLngToContainerPoint(cross.getLatLng()).add(by)));
        if (!map.getBounds().contains(cross.getLatLng())) map.panTo(cross.getLatLng(), { animate: false });
      } else if (event.key === "Enter" || event.key === " ") {
        // Where nothing was set yet, the cross is where it stands; then Enter sends.
        if (!fields.lat.value) write(cross.getLatLng());
        else if (event.key === "Enter") form.querySelector("[data-send]").click();
      } else if (event.key === "+" || event.key === "=") map.setZoomAround(cross.getLatLng(), map.getZoom() + 1);
      else if (event.key === "-") map.setZoomAround(cross.getLatLng(), map.getZoom() - 1);
      else return false;
      return true;
    };
    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target !== box) return;
      if (!steer(event)) return;
      event.preventDefault();
      // The page's own keys mean something else.
      event.stopPropagation();
    });
  };

  // As long as the picture is there it sends the click; htmx leaves out where that was.
  const addPixel = ({ currentTarget: picture, offsetX, offsetY, detail }) => {
    if (!detail) return; // a key was pressed
    for (const [side, pixel] of [["x", offsetX], ["y", offsetY]]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: `${picture.name}.${side}`, value: String(Math.round(pixel)) });
      picture.after(field);
    }
  };

  const look = () => {
    const part = document.querySelector("[data-map]:not([data-begun])");
    if (!part) return;
    part.dataset.begun = "";
    for (const picture of part.querySelectorAll("input[type=image]")) picture.addEventListener("click", addPixel);
    fetchLeaflet(part).then(
      (L) => part.isConnected && start(L, part),
      () => {}, // The picture is there still.
    );
  };
  document.addEventListener("DOMContentLoaded", look);
  document.addEventListener("htmx:afterSettle", look);
})();
