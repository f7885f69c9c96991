// The drawing: the overview of the whole run, the axis, and the lanes.
function drawAxis() {
  const out = [];
  for (const { x, width, gap } of shortened()) {
    out.push(tag('rect', { class: 'quiet', x, y: 0, width, height: 34 }));
    if (width <= 70) continue;
    const text = `${duration(gap)} quiet`;
    out.push(tag('text', { class: 'quiet-text', x: x + width / 2, y: 8.5 }, text));
  }
  for (const { x, us, step } of ticks()) {
    out.push(tag('line', { class: 'tick', x1: x, x2: x, y1: 29, y2: 34 }));
    out.push(tag('text', { class: 'tick-text', x, y: 23 }, clock(us, step)));
  }
  fill('axis', axis.width + labelWidth, 35, shifted(out.join('')));
}

function fill(id, width, height, inside) {
  const svg = $(id);
  svg.setAttribute('width', width);
  svg.setAttribute('height', height);
  svg.innerHTML = inside;
}
const shifted = (inside, more = {}) =>
  tag('g', { transform: `translate(${labelWidth} 0)`, ...more }, inside);

const defs = `
  <pattern id="hatch" width="6" height="6" patternTransform="rotate(45)"
    patternUnits="userSpaceOnUse"><rect width="6" height="6" class="hatch-a"/>
    <rect width="3" height="6" class="hatch-b"/></pattern>
  <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
    <circle cx="2" cy="2" r="1" class="dot"/></pattern>
  <pattern id="flow" width="8" height="8" patternTransform="rotate(-45)"
    patternUnits="userSpaceOnUse"><rect width="8" height="8" class="flow-a"/>
    <rect width="3" height="8" class="flow-b"/></pattern>
  <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"
    orient="auto"><path d="M0 0L8 4L0 8Z" class="arrow-head"/></marker>`;

function drawChart() {
  const line = ({ x }) => tag('line', { class: 'grid', x1: x, x2: x, y1: 0, y2: chartHeight });
  const room = tag('rect', { width: axis.width, height: chartHeight });
  const lanes = [
    ...ticks().map(line),
    ...run.violations.map(drawBroken),
    ...rows.map(drawRow),
    ...run.crossings.map(drawCrossing),
    drawCursor(),
    ...run.violations.map(drawFlag),
  ];
  const inside = [
    tag('defs', {}, defs + tag('clipPath', { id: 'inside' }, room)),
    ...rows.map(stripe),
    ...rows.map(rowLabel),
    shifted(lanes.join(''), { 'clip-path': 'url(#inside)' }),
  ];
  fill('chart', axis.width + labelWidth, chartHeight, inside.join(''));
  $('chart').setAttribute('aria-label', `Timeline of ${run.nodes.join(', ')}`);
}

const overviewHeight = 42;

// How much of the story happens: a column for every three pixels.
function overviewColumns(perPixel) {
  const counts = new Float64Array(Math.ceil(axis.width / 3) + 1);
  for (const h of run.happenings) {
    if (h.key) counts[Math.floor((axis.warp(h.at) * perPixel) / 3)] += 1;
  }
  const most = Math.log1p(Math.max(...counts, 1));
  return [...counts].map((count, i) => {
    if (count === 0) return '';
    const height = 2 + (24 * Math.log1p(count)) / most;
    const y = overviewHeight - 4 - height;
    return tag('rect', { class: 'over-bar', x: i * 3, y, width: 2.2, height });
  });
}

function overviewMarks(perPixel) {
  const ends = { fault: [4, 11], violation: [0, overviewHeight] };
  return run.happenings
    .filter((h) => h.kind in ends)
    .map((h) => {
      const x = axis.warp(h.at) * perPixel;
      const [y1, y2] = ends[h.kind];
      return tag('line', { class: `over-${h.kind}`, x1: x, x2: x, y1, y2 });
    });
}

function drawOverview() {
  const width = axis.width;
  const perPixel = width / axis.whole;
  const left = Math.max(axis.begin * perPixel, 0);
  const right = Math.min((axis.begin + axis.span) * perPixel, width);
  const height = overviewHeight - 4;
  const view = { class: 'over-view', x: left, y: 0.5, width: Math.max(right - left, 3), height };
  const inside = [
    tag('rect', { class: 'over-back', width, height: overviewHeight - 3, rx: 4 }),
    ...overviewColumns(perPixel),
    ...overviewMarks(perPixel),
    tag('rect', { ...view, rx: 4 }),
  ];
  const text = `whole run, ${escaped(duration(run.end))}`;
  const name = tag('text', { class: 'over-name', x: 14, y: overviewHeight / 2 }, text);
  fill('overview', width + labelWidth, overviewHeight, name + shifted(inside.join('')));
}

let drawing = false;
function redraw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    axis.width = Math.max($('scroller').clientWidth - labelWidth - 12, 120);
    drawOverview();
    drawAxis();
    drawChart();
  });
}
