// The list of events with its filters. Only the rows in sight are in the document.
const rowHeight = 25;
const kindNames = {
  violation: 'broken',
  fault: 'fault',
  repair: 'repair',
  command: 'command',
  host: 'host',
  copy: 'guest',
  claim: 'claim',
  migration: 'migration',
  group: 'group',
  call: 'begin',
  step: 'step',
  method: 'method',
  late: 'late',
  note: 'note',
  run: 'run',
};
const icons = {
  violation: '⚠',
  fault: '◆',
  repair: '✚',
  command: '▶',
  host: '▣',
  copy: '●',
  claim: '§',
  migration: '⇄',
  group: '▤',
  call: '↳',
  step: '·',
  method: '✕',
  late: '◌',
  note: '✎',
  run: '■',
};
const present = new Set(run.happenings.map((h) => h.kind));
const filter = {
  kinds: new Set(present),
  story: run.happenings.length > 200,
  words: '',
};

let listed = []; // indices of happenings
function sift() {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  listed = run.happenings
    .filter((h) => {
      if (!filter.kinds.has(h.kind) || (filter.story && !h.key)) return false;
      if (h.node >= 0 && !shown.nodes.has(h.node)) return false;
      if (h.domain >= 0 && !shown.domains.has(h.domain)) return false;
      const text =
        `${h.kind} ${nodeName(h.node)} ${domainName(h.domain)} ${h.method} ${h.text}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((h) => h.index);
  $('rows').style.height = `${listed.length * rowHeight}px`;
}

// The place in the list of the selected event, or of the last one before it.
const placeOf = (index) => upperBound(listed, index, (i) => i) - 1;

function eventRow(place) {
  const h = run.happenings[listed[place]];
  const isChosen = h.index === shown.selected;
  const names = ['row', `k-${h.kind}`, h.key ? '' : 'routine', isChosen ? 'chosen' : ''];
  const method = h.kind === 'step' && h.method ? `<b>${escaped(h.method)}</b> ` : '';
  const dot = `<i style="background:${accent(h.node)}"></i>`;
  const cells = [
    tag('span', { class: 'when' }, clock(h.at, 1e3)),
    tag('span', { class: 'icon', title: kindNames[h.kind] }, icons[h.kind]),
    tag('span', { class: 'who' }, dot + escaped(nodeName(h.node))),
    tag('span', { class: 'which' }, escaped(domainName(h.domain))),
    tag('span', { class: 'what' }, method + escaped(h.text)),
  ];
  const row = { class: names.join(' '), id: `event-${h.index}`, 'data-event': h.index };
  const state = { role: 'option', 'aria-selected': isChosen };
  return tag('div', { ...row, ...state, style: `top:${place * rowHeight}px` }, cells.join(''));
}

function drawList() {
  const list = $('list');
  const first = Math.max(Math.floor(list.scrollTop / rowHeight) - 4, 0);
  const last = Math.min(first + Math.ceil(list.clientHeight / rowHeight) + 8, listed.length);
  const out = [];
  for (let place = first; place < last; ++place) out.push(eventRow(place));
  $('rows').innerHTML = out.join('') || '<p class="none">No event passes the filters.</p>';
  const place = placeOf(shown.selected);
  const exact = listed[place] === shown.selected;
  $('position').textContent =
    listed.length === 0 ? 'no event' : `${exact ? place + 1 : '–'} of ${listed.length}`;
  if (exact) list.setAttribute('aria-activedescendant', `event-${shown.selected}`);
}

function scrollToSelected() {
  const list = $('list');
  const top = placeOf(shown.selected) * rowHeight;
  const margin = rowHeight * 2;
  if (top < list.scrollTop + margin || top > list.scrollTop + list.clientHeight - 2 * margin) {
    list.scrollTop = Math.max(top - list.clientHeight / 2, 0);
  }
  drawList();
}

function chip(name, text, on, colour) {
  const dot = colour ? `<i style="background:${colour}"></i>` : '';
  const button = { class: 'chip-button', 'data-name': `${name}`, 'aria-pressed': on };
  return tag('button', button, dot + escaped(text));
}

function drawFilters() {
  $('story').setAttribute('aria-pressed', filter.story);
  $('nodes').innerHTML = run.nodes
    .map((name, n) => chip(n, name, shown.nodes.has(n), accent(n)))
    .join('');
  $('domains').innerHTML = run.domains
    .map((name, d) => chip(d, name, shown.domains.has(d)))
    .join('');
  $('kinds').innerHTML = Object.keys(kindNames)
    .filter((k) => present.has(k))
    .map((k) => chip(k, `${icons[k]} ${kindNames[k]}`, filter.kinds.has(k)))
    .join('');
}

// One of a set of chips: a click shows or hides it, Alt or Shift with a click shows it alone.
function toggle(set, all, value, alone) {
  if (alone) {
    const only = set.size === 1 && set.has(value);
    set.clear();
    for (const v of only ? all : [value]) set.add(v);
  } else if (set.has(value)) {
    set.delete(value);
  } else {
    const sorted = [...set, value].sort((a, b) => a - b);
    set.clear();
    for (const v of sorted) set.add(v);
  }
}
