// The mouse: a click selects, dragging moves the view, the wheel zooms, a tip names what is below.
function eventUnder(target) {
  const marked = target.closest('[data-event]');
  if (marked) return Number(marked.dataset.event);
  const bar = target.closest('[data-bar]');
  return bar ? run.bars[Number(bar.dataset.bar)].first : -1;
}
const whereOf = (thing) =>
  escaped([nodeName(thing.node), domainName(thing.domain)].filter(Boolean).join(' · '));

function tipText(target) {
  const onBar = target.closest('[data-bar]');
  if (onBar) {
    const bar = run.bars[Number(onBar.dataset.bar)];
    const until = bar.open ? 'the end' : clock(bar.end, 1e3);
    const when = `${clock(bar.begin, 1e3)} to ${until}, ${duration(bar.end - bar.begin)}`;
    return `<b>${escaped(bar.text)}</b><br>${whereOf(bar)} · ${bar.track}<br>${when}`;
  }
  const onEvent = target.closest('[data-event]');
  if (!onEvent) return '';
  const h = run.happenings[Number(onEvent.dataset.event)];
  return `<b>${escaped(h.text)}</b><br>${clock(h.at, 1e3)} · ${whereOf(h)}`;
}

let drag = null;
function setUpMouse() {
  const scroller = $('scroller');
  scroller.addEventListener('pointerdown', (e) => {
    drag = { x: e.clientX, y: e.clientY, top: scroller.scrollTop, moved: false, target: e.target };
  });
  window.addEventListener('pointermove', (e) => {
    if (!drag || drag.overview) return;
    if (Math.abs(e.clientX - drag.x) + Math.abs(e.clientY - drag.y) > 4) drag.moved = true;
    if (!drag.moved) return;
    axis.pan(drag.x - e.clientX);
    scroller.scrollTop = drag.top + drag.y - e.clientY;
    drag.x = e.clientX;
    redraw();
  });
  window.addEventListener('pointerup', () => {
    const ended = drag;
    drag = null;
    if (!ended || ended.moved || ended.overview) return;
    const index = eventUnder(ended.target);
    if (index >= 0) select(index);
  });
  scroller.addEventListener(
    'wheel',
    (e) => {
      const sideways = Math.abs(e.deltaX) > Math.abs(e.deltaY) || e.shiftKey;
      if (!e.ctrlKey && !sideways && chartHeight > scroller.clientHeight) return;
      e.preventDefault();
      if (sideways) {
        axis.pan(e.deltaX || e.deltaY);
        redraw();
      } else {
        const x = e.clientX - scroller.getBoundingClientRect().left - labelWidth;
        zoom(Math.exp(Math.max(Math.min(e.deltaY, 100), -100) / 300), Math.max(x, 0));
      }
    },
    { passive: false },
  );
  scroller.addEventListener('pointermove', (e) => {
    const text = drag && drag.moved ? '' : tipText(e.target);
    const tip = $('tip');
    tip.hidden = text === '';
    if (text === '') return;
    tip.innerHTML = text;
    const stage = $('stage').getBoundingClientRect();
    tip.style.left = `${Math.min(e.clientX - stage.left + 14, stage.width - tip.offsetWidth - 8)}px`;
    const below = e.clientY - stage.top + 18;
    tip.style.top = `${below + tip.offsetHeight > stage.height ? below - tip.offsetHeight - 34 : below}px`;
  });
  scroller.addEventListener('pointerleave', () => {
    $('tip').hidden = true;
  });
  const choose = (e) => {
    const x = e.clientX - $('overview').getBoundingClientRect().left - labelWidth;
    axis.begin = (x * axis.whole) / axis.width - axis.span / 2;
    axis.clamp();
    redraw();
  };
  $('overview').addEventListener('pointerdown', (e) => {
    drag = { overview: true };
    choose(e);
  });
  window.addEventListener('pointermove', (e) => {
    if (drag && drag.overview) choose(e);
  });
}
