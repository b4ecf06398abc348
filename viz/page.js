"use strict";
// The page's own script: draws the network, opens documents, shows details, filters the table.
// Text from the data reaches the page through textContent alone.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("network").textContent);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = still || data.nodes.length > 500 ? false : { duration: 300, easingFunction: "easeInOutQuad" };
  const place = byId("picture");
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));

  // ------------------------------------------------------------------------------------- picture
  const network = new vis.Network(place, { nodes: data.nodes, edges: data.edges }, data.options);
  // Not network.fit, which reckons without the captions and cuts off those at the border.
  const least = (values) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const whole = (how) => {
    const [left, right] = [least(data.nodes.map((n) => n.x - n.room[0])), most(data.nodes.map((n) => n.x + n.room[0]))];
    const [top, bottom] = [least(data.nodes.map((n) => n.y - n.room[1])), most(data.nodes.map((n) => n.y + n.room[2]))];
    const scale = Math.min(1.4, place.clientWidth / (right - left + 30), place.clientHeight / (bottom - top + 30));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: how });
  };
  const centre = (how, scale) => network.moveTo({ position: network.getPosition(0), scale, animation: how });
  const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation });

  // The whole picture, again whenever its place gets another size, until somebody moves it. On a narrow screen the
  // whole is too small to be read: begin at its centre.
  let moved = false;
  const begin = () => {
    if (moved) return;
    whole(false);
    if (network.getScale() < 0.6 && place.clientWidth < 700) centre(false, 0.85);
  };
  begin();
  new ResizeObserver(begin).observe(place);
  for (const event of ["pointerdown", "wheel", "keydown"]) {
    document.addEventListener(event, () => (moved = true), { once: true, capture: true, passive: true });
  }

  byId("whole").addEventListener("click", () => whole(animation));
  byId("centre").addEventListener("click", () => centre(animation, 1));
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("further").addEventListener("click", () => zoom(1 / 1.4));

  // A wheel alone scrolls the page: the table is below the picture.
  place.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  }, { capture: true });

  // ------------------------------------------------------------------------------------- opening
  let opened = { node: null, at: 0 };
  network.on("click", ({ nodes: [id] }) => {
    const url = id === undefined ? undefined : nodes.get(id).url;
    // A double click is two clicks, and should not open two tabs. The address was checked when the page was made;
    // it is checked again because this is where it would do harm.
    if (!url || !/^https?:\/\//i.test(url)) return;
    const now = Date.now();
    if (opened.node === id && now - opened.at < 600) return;
    opened = { node: id, at: now };
    window.open(url, "_blank", "noopener,noreferrer");
  });
  network.on("hoverNode", ({ node }) => { place.style.cursor = nodes.get(node).url ? "pointer" : "default"; });
  network.on("hoverEdge", () => { place.style.cursor = "help"; });
  network.on("blurNode", () => { place.style.cursor = "default"; });
  network.on("blurEdge", () => { place.style.cursor = "default"; });

  // ------------------------------------------------------------------------------------- details
  const details = byId("details");
  const tableRows = Array.from(document.querySelectorAll("#relations tbody tr"));
  const rowsOfLine = new Map();
  for (const row of tableRows) {
    const line = Number(row.dataset.line);
    if (!rowsOfLine.has(line)) rowsOfLine.set(line, []);
    rowsOfLine.get(line).push(row);
  }
  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };
  const mention = (row) => {
    const item = document.createElement("li");
    const [source, relation, target, paragraph, words, origin] = row.cells;
    for (const cell of [source, relation, target]) {
      const part = cell.firstElementChild ?? cell;
      item.append(cell === relation ? document.createTextNode(cell.textContent) : part.cloneNode(true), " ");
    }
    const where = paragraph.firstChild ? paragraph.firstChild.textContent : "";
    item.append(element("small", [where, words.textContent, origin.textContent].filter(Boolean).join(" · ")));
    return item;
  };
  const show = (heading, lines, url, mentions) => {
    const list = document.createElement("ul");
    list.append(...mentions.map(mention));
    const parts = [element("h2", heading), ...lines.map((line) => element("p", line))];
    if (url) {
      const link = element("a", "Open the document");
      Object.assign(link, { href: url, target: "_blank", rel: "noopener noreferrer" });
      parts.push(link);
    }
    details.replaceChildren(...parts, list);
    details.scrollTop = 0;
  };
  const showNode = (id) => {
    const node = nodes.get(id);
    const [symbol, ...lines] = node.title.split("\n");
    const mentions = network.getConnectedEdges(id).sort((a, b) => a - b).flatMap((line) => rowsOfLine.get(line) ?? []);
    show(symbol, node.url ? lines.slice(0, -1) : lines, node.url, mentions);
  };
  const showLine = (id) => {
    const edge = edges.get(id);
    show(edge.title.split("\n", 1)[0], [], undefined, rowsOfLine.get(id) ?? []);
  };
  network.on("select", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) showNode(node);
    else if (edge !== undefined) showLine(edge);
  });
  showNode(0);

  // ------------------------------------------------------------------------------------- table
  const atOnce = Number(byId("relations").dataset.atOnce);
  const showAll = (button) => {
    byId(button.dataset.table).classList.add("shown");
    button.hidden = true;
  };
  document.querySelectorAll("button.all").forEach((button) => button.addEventListener("click", () => showAll(button)));

  const filter = byId("filter");
  const texts = [];
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    tableRows.forEach((row, i) => {
      texts[i] ??= Array.from(row.cells, (cell) => cell.textContent).join(" ").toLowerCase();
      const fits = words.every((word) => texts[i].includes(word));
      found += fits ? 1 : 0;
      row.hidden = words.length > 0 && (!fits || found > atOnce);
    });
    byId("relations").classList.toggle("filtered", words.length > 0);
    const first = found > atOnce ? `, the first ${atOnce} shown` : "";
    byId("shown").textContent = words.length ? `${found} of ${tableRows.length} rows${first}` : "";
  };
  let waiting;
  filter.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, tableRows.length > atOnce ? 200 : 0);
  });
})();
