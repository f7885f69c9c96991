// The data of the page: what sim/view/page.cpp wrote, with names for what it wrote as lists.
const data = JSON.parse(document.getElementById('timeline-data').textContent);
const entries = JSON.parse(document.getElementById('entries-data').textContent);

const run = {
  origin: data.origin,
  nodes: data.nodes,
  domains: data.domains,
  end: Math.max(data.end, 1),
  edge: Math.max(data.end, 1) * 1.02, // what still is so at the end is drawn a little longer
  violations: data.violations,
  bars: data.bars.map(
    ([track, node, domain, about, state, text, bad, open, begin, end, first, last]) => ({
      track,
      node,
      domain,
      about,
      state,
      text,
      bad,
      open,
      begin,
      first,
      last,
      end: open ? Math.max(data.end, 1) * 1.02 : end,
    }),
  ),
  happenings: data.happenings.map(([at, node, domain, kind, key, method, text], index) => ({
    index,
    at,
    node,
    domain,
    kind,
    key,
    method,
    text,
  })),
  crossings: data.crossings.map(([domain, source, target, begin, end, first]) => ({
    domain,
    source,
    target,
    begin,
    end,
    first,
  })),
};

// What architecture, section 7 says of each invariant, in one sentence.
const invariants = {
  'S1-two-execute': 'At most one node executes a domain: two copies would write to the same disk.',
  'S1b-stale-executes':
    'No copy executes after another one has executed past it: an old memory would meet a newer disk.',
  'S1b-paused-beside-another': 'A paused copy waits beside another one, and no claim explains it.',
  'S2-defined-twice': 'At rest, a domain is defined on at most one member.',
  'S3-definition-lost': 'A definition is never lost.',
  'S4-unproven-stop': 'A stop reports success only when it saw the domain inactive.',
  'S4-unproven-start': 'A start reports success only when it saw the domain executing.',
  'S5-forbidden-migration': 'Only a switch of a sound, executing domain migrates.',
  'S7-act-of-old-epoch': 'An act needs the newest claim: this one was made for an older epoch.',
  'S7-destroyed-unheld': 'A copy is destroyed only by whom the newest claim entitles to it.',
  'claim-skips': 'Claims have epochs without gaps.',
  'claim-changed': 'A claim never changes once it is linked.',
  'S8-online-without-domain':
    'A start that does nothing leaves no resource online without its domain.',
  'S8b-good-copy-destroyed': 'A start never destroys a good migrated copy.',
  'S8b-good-copy-refused': 'A start never refuses a good migrated copy.',
  'S9-affinity-broken': 'Affinities hold at rest.',
  'impossible-event': 'A machine was told what it never asked for.',
};

const rowKey = (track, node, domain) => `${track}/${node}/${domain}`;

// The bars of one track of a node and domain, by time.
const barsByRow = new Map();
for (const bar of run.bars) {
  const key = rowKey(bar.track, bar.node, bar.domain);
  if (!barsByRow.has(key)) barsByRow.set(key, []);
  barsByRow.get(key).push(bar);
}
const barsOf = (track, node, domain) => barsByRow.get(rowKey(track, node, domain)) || [];

// The first position in a sorted list whose value is above the limit.
function upperBound(list, limit, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(list[middle]) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

// The bar that holds right after a happening, or undefined.
function barAfter(track, node, domain, happening) {
  const bars = barsOf(track, node, domain);
  const at = upperBound(bars, happening, (bar) => bar.first) - 1;
  const bar = bars[at];
  return bar && (bar.open || bar.last > happening || bar.first === happening) ? bar : undefined;
}

// All bars of a row that hold then: a probe may run beside a start.
function barsAfter(track, node, domain, happening) {
  return barsOf(track, node, domain).filter(
    (bar) => bar.first <= happening && (bar.open || bar.last > happening),
  );
}

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => escapes[c]);

// An element as text. `inside` is markup; attributes are numbers and words of this script.
const tag = (name, attributes, inside = '') => {
  const list = Object.entries(attributes).map(([key, value]) =>
    typeof value === 'number' ? ` ${key}="${+value.toFixed(1)}"` : ` ${key}="${value}"`,
  );
  return `<${name}${list.join('')}>${inside}</${name}>`;
};

const nodeName = (node) => (node < 0 ? 'cluster' : run.nodes[node]);
const domainName = (domain) => (domain < 0 ? '' : run.domains[domain]);

// A moment, as exact as `step` (microseconds between two things that must look different) asks.
function clock(us, step) {
  const digits = step >= 1e6 ? 0 : step >= 1e5 ? 1 : step >= 1e4 ? 2 : step >= 1e3 ? 3 : 6;
  const seconds = us / 1e6;
  if (run.end < 120e6) return `${seconds.toFixed(digits)} s`;
  const scaled = Math.round(seconds * 10 ** digits);
  const whole = Math.floor(scaled / 10 ** digits);
  const rest = digits === 0 ? '' : `.${String(scaled % 10 ** digits).padStart(digits, '0')}`;
  const pad = (n) => String(n).padStart(2, '0');
  const minutes = `${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}${rest}`;
  return run.end < 3600e6 ? minutes : `${Math.floor(whole / 3600)}:${minutes}`;
}

function duration(us) {
  if (us < 1000) return `${us} µs`;
  if (us < 1e6) return `${+(us / 1e3).toPrecision(3)} ms`;
  if (us < 120e6) return `${+(us / 1e6).toPrecision(4)} s`;
  const minutes = Math.round(us / 60e6);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
