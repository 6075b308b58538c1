// Draws each chart from the table beside it, so that both say the same.
(function () {
  "use strict";

  const COLOURS = ["#17509f", "#0d8a5f", "#b3661a", "#8a3ea8", "#b3201a", "#55707f", "#8a8a12"];

  const number = (cell) => Number(cell.textContent.replace(/[^0-9.]/g, ""));

  function rows(table) {
    return Array.from(table.tBodies[0].rows);
  }

  /** Each series with those below it, so that the uppermost is the sum. */
  function stacked(table, series) {
    const sums = [];
    for (let i = 0; i < series; i++) {
      sums.push(rows(table).map((row, at) => number(row.cells[i + 1]) + (i === 0 ? 0 : sums[i - 1][at])));
    }
    return sums;
  }

  function draw(place) {
    const table = place.parentElement.querySelector("table[data-of-chart]");
    const names = Array.from(table.tHead.rows[0].cells).slice(1).map((cell) => cell.textContent);
    const hours = rows(table).map((row) => Date.parse(row.querySelector("time").dateTime) / 3600000);
    // What the table calls each hour: the organization's time, not the reader's.
    const labels = new Map(rows(table).map((row, at) => [hours[at], row.querySelector("time").textContent.replace(/^.*[ ,،]/, "")]));
    const sums = stacked(table, names.length);
    const style = getComputedStyle(document.documentElement);
    const axis = { stroke: style.getPropertyValue("--quiet"), grid: { stroke: style.getPropertyValue("--line"), width: 1 } };
    const order = names.map((_, i) => i).reverse();
    place.replaceChildren();
    new window.uPlot(
      {
        width: place.clientWidth,
        height: 220,
        legend: { show: true, live: false },
        cursor: { show: false },
        scales: { x: { time: false, range: (_, from, to) => [from - 0.6, to + 0.6] }, y: { range: (_, from, to) => [0, Math.max(1, to)] } },
        axes: [{ ...axis, incrs: [1, 2, 3, 4, 6, 12, 24], values: (_, at) => at.map((hour) => labels.get(hour) || "") }, { ...axis, size: 60, side: document.documentElement.dir === "rtl" ? 1 : 3 }],
        series: [
          { label: "" },
          ...order.map((i) => ({
            label: names[i],
            stroke: COLOURS[i % COLOURS.length],
            fill: COLOURS[i % COLOURS.length],
            paths: window.uPlot.paths.bars({ size: [0.8, 40] }),
            points: { show: false },
          })),
        ],
      },
      [hours, ...order.map((i) => sums[i])],
      place
    );
  }

  function all() {
    document.querySelectorAll("[data-chart]").forEach(draw);
  }

  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      all();
    }
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  document.addEventListener("htmx:afterSettle", all);
  all();
})();
