// The head of the page: who wrote the trace, how the run ended, which invariant broke; the legend
// and the keys.
function drawAbout() {
  const o = run.origin;
  const title = o.name || `${o.program} trace`;
  document.title = `${title} · ha-xvm report`;
  $('title').textContent = title;
  const count = (n, word) => `${n.toLocaleString('en')} ${word}${n === 1 ? '' : 's'}`;
  const facts = [
    `${o.program} ${o.version}`,
    `engine ${o.engine}`,
    count(run.nodes.length, 'node'),
    count(run.domains.length, 'domain'),
    duration(run.end),
    count(run.happenings.length, 'event'),
    o.started,
  ];
  const parts = facts.filter(Boolean).map((fact) => tag('span', {}, escaped(fact)));
  const drawn = o.drawn ? `; ${escaped(o.drawn)}` : '';
  const hint = `The command that repeats this run${drawn}`;
  if (o.repeat) parts.push(tag('code', { title: hint }, escaped(o.repeat)));
  $('about').innerHTML = parts.join('');
}

function drawVerdict() {
  const isBroken = run.violations.length > 0;
  const isGood = run.origin.result === 'ok';
  $('verdict').className = `verdict ${isBroken ? 'bad' : isGood ? 'good' : 'open'}`;
  const bad = isBroken && run.happenings[run.violations[0]].kind === 'violation' ? 'broken' : 'failed';
  $('verdict').textContent = isBroken ? `⚠ ${bad}` : isGood ? '✓ all held' : 'a trace';
  if (isBroken) drawBrokenLine(run.violations[0]);
}

function drawBrokenLine(index) {
  const h = run.happenings[index];
  const name = brokenName(index);
  const where = [domainName(h.domain), h.node >= 0 ? `on ${nodeName(h.node)}` : ''];
  const place = where.filter(Boolean).join(' ');
  const when = [place, `at ${clock(h.at, 1e3)}`].filter(Boolean).join(', ');
  $('broken').hidden = false;
  $('broken').innerHTML = [
    tag('span', { class: 'broken-mark' }, '⚠'),
    tag('b', { id: 'broken-name' }, escaped(name)),
    tag('span', {}, escaped(when)),
    tag('span', { class: 'broken-says' }, escaped(invariants[name] || '')),
    tag('button', { id: 'show-broken', title: 'Go there (v)' }, 'Show'),
  ].join(' ');
  $('show-broken').addEventListener('click', () => select(index, { zoom: nearSpan() }));
}

const legendItems = {
  Guest: {
    'copy executing': 'executing',
    'copy paused': 'paused',
    'copy incomplete': 'half of a migration',
    'copy dead': 'crashed or dying',
    'copy defined': 'shut off, defined',
    'copy unknown': 'unknown',
  },
  Group: { 'rg online': 'online', 'rg pending': 'pending', 'rg failed': 'stop failed, faulted' },
  Method: {
    'method m-start': 'start, take-over',
    'method m-stop': 'stop, hand-over',
    'method m-probe': 'probe, validate',
    'method m-reconcile': 'reconcile',
    'method m-start bad': 'failed or killed',
  },
  Host: {
    'host h-up': 'up, member',
    'host h-apart': 'no member',
    'host h-frozen': 'frozen',
    'host h-impaired': 'daemon, network or ADMIN gone',
    'host h-down': 'down',
  },
  Migration: {
    'journey j-perform': 'begin, memory flows',
    'journey j-finish': 'finish, confirm',
    'journey j-over': 'over, unsettled',
  },
};
const markNames = {
  fault: 'fault',
  repair: 'repair',
  command: 'administrator',
  late: 'late call lands',
  violation: 'invariant broken',
};

const item = (inside) => tag('span', { class: 'item' }, inside);
function swatch(name, text, style = '') {
  const shape = { class: name, style, x: 1, y: 1, width: 24, height: 10, rx: 2 };
  return item(tag('svg', { width: 26, height: 12 }, tag('rect', shape)) + text);
}
function markSwatch(kind) {
  const shape = { class: `mark k-${kind}`, transform: 'translate(9 8)', d: shapes[kind] };
  return item(tag('svg', { width: 18, height: 16 }, tag('path', shape)) + markNames[kind]);
}
const legendLine = (name, items) => tag('p', {}, tag('b', {}, name) + items.join(''));

function drawLegend() {
  const lines = Object.entries(legendItems).map(([name, items]) =>
    legendLine(
      name,
      Object.entries(items).map(([look, text]) => swatch(look, text)),
    ),
  );
  const held = (name, node) =>
    swatch('claim c-held', `held by ${escaped(name)}`, `--accent:${accent(node)}`);
  const more = item('striped: moving; outlined: released or condemned; #n is the epoch');
  lines.push(legendLine('Claim', [...run.nodes.map(held), more]));
  lines.push(legendLine('Marks', Object.keys(shapes).map(markSwatch)));
  $('legend').innerHTML = lines.join('');
}

const keys = {
  '← →': 'previous, next event of the list',
  'PgUp PgDn': 'twenty events',
  'Home End': 'first, last event',
  v: 'the broken invariant',
  'f F': 'next, previous fault',
  'c C': 'next, previous claim',
  '+ −': 'zoom (also Ctrl and wheel)',
  0: 'whole run',
  '.': 'zoom to the event',
  '[ ]': 'move the view',
  q: 'skip quiet time',
  s: 'story only',
  '/': 'find',
  'l ?': 'legend, keys',
  Esc: 'back to the events',
};
function drawHelp() {
  const lines = Object.entries(keys).map(([key, text]) => item(tag('kbd', {}, key) + text));
  lines.push(item('Drag moves the view. A click on anything shows its event.'));
  lines.push(item('Shift and a click on a chip shows it alone.'));
  $('help').innerHTML = tag('p', {}, lines.join(''));
}

function drawHead() {
  drawAbout();
  drawVerdict();
  drawLegend();
  drawHelp();
}
