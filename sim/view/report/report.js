// Puts the page together: what is selected, what is shown, and the keyboard.
function select(index, how = {}) {
  if (index < 0 || index >= run.happenings.length) return;
  shown.selected = index;
  if (how.zoom) axis.around(run.happenings[index].at, how.zoom);
  axis.show(run.happenings[index].at);
  showRow(index);
  history.replaceState(null, '', `#event=${index}`);
  drawMoment();
  drawDetail();
  scrollToSelected();
  redraw();
}

// Scrolls the lanes until the row of the event is in sight.
function showRow(index) {
  const h = run.happenings[index];
  const row = rowOf(h);
  const box = $('scroller');
  if (row && (row.y < box.scrollTop || row.y + row.height > box.scrollTop + box.clientHeight)) {
    box.scrollTop = Math.max(row.y - 60, 0);
  }
}

const stepTo = (place) => {
  if (listed.length > 0) select(listed[Math.min(Math.max(place, 0), listed.length - 1)]);
};
function next() {
  stepTo(placeOf(shown.selected) + 1);
}
function previous() {
  const place = placeOf(shown.selected);
  stepTo(listed[place] === shown.selected ? place - 1 : place);
}
function jumpTo(kinds, direction) {
  let i = shown.selected + direction;
  while (i >= 0 && i < run.happenings.length && !kinds.has(run.happenings[i].kind)) i += direction;
  select(i);
}

function refilter() {
  sift();
  layOut();
  drawFilters();
  drawMoment();
  scrollToSelected();
  redraw();
}
function setQuiet(on) {
  axis.setQuiet(on);
  $('quiet').setAttribute('aria-pressed', on);
  redraw();
}
function zoom(factor, x = axis.width / 2) {
  axis.zoom(factor, x);
  redraw();
}
function fit() {
  axis.fit();
  redraw();
}
// Half a minute around the event, or less where the run is shorter.
const nearSpan = () => Math.min(30e6, axis.whole / 6);
function here() {
  const h = run.happenings[shown.selected];
  if (h) axis.around(h.at, nearSpan());
  redraw();
}
function toggleStory() {
  filter.story = !filter.story;
  refilter();
}
function togglePanel(name) {
  const panel = $(name);
  panel.hidden = !panel.hidden;
  $(`${name}-button`).setAttribute('aria-expanded', !panel.hidden);
  redraw();
}

// --- keyboard ------------------------------------------------------------------------------------

const keyed = {
  ArrowRight: next,
  ArrowLeft: previous,
  ArrowDown: next,
  ArrowUp: previous,
  j: next,
  k: previous,
  PageDown: () => stepTo(placeOf(shown.selected) + 20),
  PageUp: () => stepTo(placeOf(shown.selected) - 20),
  Home: () => stepTo(0),
  End: () => stepTo(listed.length - 1),
  '+': () => zoom(0.6),
  '=': () => zoom(0.6),
  '-': () => zoom(1 / 0.6),
  0: fit,
  '.': here,
  '[': () => {
    axis.pan(-axis.width / 4);
    redraw();
  },
  ']': () => {
    axis.pan(axis.width / 4);
    redraw();
  },
  v: () => run.violations.length && select(run.violations[0], { zoom: nearSpan() }),
  f: () => jumpTo(new Set(['fault']), 1),
  F: () => jumpTo(new Set(['fault']), -1),
  c: () => jumpTo(new Set(['claim']), 1),
  C: () => jumpTo(new Set(['claim']), -1),
  q: () => setQuiet(!axis.skipsQuiet),
  s: toggleStory,
  '/': () => $('search').focus(),
  l: () => togglePanel('legend'),
  '?': () => togglePanel('help'),
};
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target === $('search')) {
    if (event.key === 'Escape' || event.key === 'Enter') $('list').focus();
    return;
  }
  if (event.key === 'Escape') return $('list').focus();
  const act = keyed[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function setUpButtons() {
  const clicks = {
    first: keyed.Home,
    previous,
    next,
    last: keyed.End,
    'zoom-in': keyed['+'],
    'zoom-out': keyed['-'],
    fit,
    around: here,
    quiet: keyed.q,
    story: toggleStory,
    'legend-button': keyed.l,
    'help-button': keyed['?'],
  };
  for (const [name, act] of Object.entries(clicks)) $(name).addEventListener('click', () => act());
  const chips = (id, set, all, number) =>
    $(id).addEventListener('click', (e) => {
      const button = e.target.closest('button');
      if (!button) return;
      toggle(
        set,
        all,
        number ? Number(button.dataset.name) : button.dataset.name,
        e.altKey || e.shiftKey,
      );
      refilter();
    });
  chips('nodes', shown.nodes, run.nodes.keys(), true);
  chips('domains', shown.domains, run.domains.keys(), true);
  chips('kinds', filter.kinds, present, false);
  $('search').addEventListener('input', (e) => {
    filter.words = e.target.value;
    refilter();
  });
  $('list').addEventListener('scroll', drawList);
  $('list').addEventListener('click', (e) => {
    const index = eventUnder(e.target);
    if (index >= 0) select(index);
  });
  window.addEventListener('resize', () => {
    layOut();
    redraw();
  });
}

// --- begin ---------------------------------------------------------------------------------------

drawHead();
sift();
layOut();
drawFilters();
setUpMouse();
setUpButtons();
axis.width = Math.max($('scroller').clientWidth - labelWidth - 12, 120);
setQuiet(run.end > 120e6 && knots.warped[knots.warped.length - 1] < run.end / 3);
fit();
const asked = /event=(\d+)/.exec(location.hash);
if (asked && Number(asked[1]) < run.happenings.length) {
  select(Number(asked[1]), { zoom: nearSpan() });
} else if (run.violations.length > 0) {
  select(run.violations[0], { zoom: nearSpan() });
} else {
  select(run.happenings.find((h) => h.key)?.index ?? 0);
}
