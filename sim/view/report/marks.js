// What is no bar: marks of a moment, arrows from lane to lane, the broken invariant, the cursor.
const shapes = {
  fault: 'M0-6 L6 0 L0 6 L-6 0Z',
  repair: 'M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z',
  command: 'M-4-6 L6 0 L-4 6Z',
  late: 'M0-5A5 5 0 1 0 0 5A5 5 0 1 0 0-5Z',
  violation: 'M0-8 L8 6 L-8 6Z',
};

const marksByNode = new Map();
for (const h of run.happenings) {
  if (!(h.kind in shapes)) continue;
  if (!marksByNode.has(h.node)) marksByNode.set(h.node, []);
  marksByNode.get(h.node).push(h);
}
const marksOf = (node) =>
  (marksByNode.get(node) || []).filter((h) => h.domain < 0 || shown.domains.has(h.domain));

// Where they lie too close, one stands for all; a repair gives way to a fault.
function drawMarks(marks, y) {
  const out = [];
  let lastX = -99;
  for (const h of marks) {
    const x = axis.x(h.at);
    const apart = h.kind === 'fault' || h.kind === 'violation' ? 7 : 10;
    if (x < -8 || x > axis.width + 8 || x - lastX < apart) continue;
    lastX = x;
    const transform = `translate(${x.toFixed(1)} ${y})`;
    const mark = { class: `mark k-${h.kind}`, d: shapes[h.kind], transform };
    out.push(tag('path', { ...mark, 'data-event': h.index }));
  }
  return out.join('');
}

function drawCrossing(crossing) {
  const from = rowAt('domain', crossing.source, crossing.domain);
  const to = rowAt('domain', crossing.target, crossing.domain);
  const x1 = axis.x(crossing.begin);
  const x2 = Math.max(axis.x(crossing.end), x1 + 2);
  if (!from || !to || x2 < 0 || x1 > axis.width) return '';
  const isDown = to.y > from.y;
  const y1 = from.y + (isDown ? 21 : 6) * scale;
  const y2 = to.y + (isDown ? 6 : 21) * scale;
  const bend = Math.max((x2 - x1) / 2, 12);
  const curve = `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  const path = { class: 'crossing', 'marker-end': 'url(#arrow)', d: curve };
  return tag('path', { ...path, 'data-event': crossing.first });
}

function brokenName(index) {
  const fields = entries[index].fields || {};
  return fields.invariant || fields.result || 'invariant broken';
}

const isInSight = (x) => x >= -1 && x <= axis.width + 1;

// The rows of the domain, and a line across all lanes.
function drawBroken(index) {
  const h = run.happenings[index];
  const x = axis.x(h.at);
  if (!isInSight(x)) return '';
  const band = (row) =>
    tag('rect', { class: 'broken-row', x: 0, y: row.y, width: axis.width, height: row.height });
  const bands = rows.filter((row) => h.domain >= 0 && row.domain === h.domain).map(band);
  return (
    bands.join('') + tag('line', { class: 'broken-line', x1: x, x2: x, y1: 0, y2: chartHeight })
  );
}

function drawFlag(index) {
  const x = axis.x(run.happenings[index].at);
  if (!isInSight(x)) return '';
  const most = 60;
  const name = brokenName(index);
  const words = name.length <= most ? name : `${name.slice(0, most - 1)}…`;
  const width = 34 + words.length * 6.6;
  const left = x > axis.width - width ? x - width : x;
  const text = tag('text', { x: 7, y: 10 }, `⚠ ${escaped(words)}`);
  const flag = { class: 'broken-flag', 'data-event': index, transform: `translate(${left} 0)` };
  return tag('g', flag, tag('rect', { width, height: 19, rx: 3 }) + text);
}

function drawCursor() {
  const h = run.happenings[shown.selected];
  const x = h ? axis.x(h.at) : -99;
  if (!isInSight(x)) return '';
  const row = rowOf(h);
  const spot = row
    ? { class: 'spot', x: x - 5, y: row.y + 1, width: 10, height: row.height - 2, rx: 4 }
    : undefined;
  const line = tag('line', { class: 'cursor', x1: x, x2: x, y1: 0, y2: chartHeight });
  return line + (spot ? tag('rect', spot) : '');
}
