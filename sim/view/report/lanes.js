// Which rows there are, from top to bottom: the cluster with its claims, then each node with its
// domains. Rows in which nothing ever happened are left out.
const $ = (id) => document.getElementById(id);

const shown = {
  nodes: new Set(run.nodes.keys()),
  domains: new Set(run.domains.keys()),
  selected: 0,
};

const labelWidth = 168;
const base = { lane: 26, domain: 40, claim: 26, gap: 8 };
let scale = 1; // rows are taller where there is room

const liveWords = new Set(['executing', 'paused', 'incomplete', 'dead', 'defined', 'unknown']);
const hasLife = (node, domain) =>
  barsOf('copy', node, domain).some((bar) => liveWords.has(bar.state)) ||
  barsOf('method', node, domain).length > 0;
const hasClaim = (domain) =>
  barsOf('claim', -1, domain).length > 0 || barsOf('migration', -1, domain).length > 0;

// [{ kind, node, domain, y, height }]
let rows = [];
let chartHeight = 0;

function placeRows() {
  rows = [];
  let y = 4;
  const add = (kind, node, domain, height) => {
    rows.push({ kind, node, domain, y, height: Math.round(height * scale) });
    y += Math.round(height * scale);
  };
  add('cluster', -1, -1, base.lane);
  for (const d of shown.domains) if (hasClaim(d)) add('claim', -1, d, base.claim);
  for (const n of shown.nodes) {
    y += base.gap;
    add('host', n, -1, base.lane);
    for (const d of shown.domains) if (hasLife(n, d)) add('domain', n, d, base.domain);
  }
  chartHeight = y + 10;
}

function layOut() {
  scale = 1;
  placeRows();
  const room = ($('scroller').clientHeight - 12) / chartHeight;
  scale = Math.min(Math.max(room, 1), 1.9);
  if (scale > 1) placeRows();
}

const isLane = (row) => row.kind === 'cluster' || row.kind === 'host';
const rowAt = (kind, node, domain) =>
  rows.find((row) => row.kind === kind && row.node === node && row.domain === domain);

// The row that an event is about.
function rowOf(h) {
  if (h.domain < 0) return rowAt(h.node < 0 ? 'cluster' : 'host', h.node, -1);
  return rowAt(h.node < 0 ? 'claim' : 'domain', h.node, h.domain);
}

const accent = (node) => (node < 0 ? 'var(--muted)' : `var(--node-${node % 8})`);

function rowLabel(row) {
  const middle = row.y + row.height / 2;
  if (isLane(row)) {
    const name = row.kind === 'cluster' ? 'cluster' : nodeName(row.node);
    const dot = tag('circle', { cx: 14, cy: middle, r: 5, fill: accent(row.node) });
    return dot + tag('text', { class: 'lane-name', x: 26, y: middle }, escaped(name));
  }
  const what = row.kind === 'claim' ? tag('tspan', { class: 'row-what' }, ' claim') : '';
  const y = row.y + (row.kind === 'claim' ? 10 : 13.5) * scale;
  return tag('text', { class: 'row-name', x: 26, y }, escaped(domainName(row.domain)) + what);
}

const stripe = (row) => {
  const name = isLane(row) ? 'stripe-lane' : 'stripe';
  return tag('rect', { class: name, x: 0, y: row.y, width: '100%', height: row.height });
};
