// Time to pixels. In between lies "warped" time: with "skip quiet time" a gap in which nothing of
// the story happens is drawn as long as its logarithm, so that an hour of bursts can be read.
const quietGap = 2e6; // microseconds that are drawn in full

const knots = (() => {
  const moments = [0];
  for (const h of run.happenings) {
    if (h.key && h.at > moments[moments.length - 1]) moments.push(h.at);
  }
  if (run.end > moments[moments.length - 1]) moments.push(run.end);
  const warped = [0];
  for (let i = 1; i < moments.length; ++i) {
    const gap = moments[i] - moments[i - 1];
    const drawn = gap <= quietGap ? gap : quietGap * (1 + Math.log(gap / quietGap));
    warped.push(warped[i - 1] + drawn);
  }
  moments.push(run.edge);
  warped.push(warped[warped.length - 1] * 1.03);
  return { moments, warped };
})();

function between(from, to, value) {
  const at = Math.min(Math.max(upperBound(from, value, (v) => v) - 1, 0), from.length - 2);
  if (from.length < 2 || from[at + 1] === from[at]) return to[0];
  return to[at] + ((value - from[at]) * (to[at + 1] - to[at])) / (from[at + 1] - from[at]);
}

const axis = {
  skipsQuiet: false,
  begin: 0, // the view, in warped time
  span: run.edge,
  width: 100, // pixels
  warp(us) {
    return this.skipsQuiet ? between(knots.moments, knots.warped, us) : us;
  },
  unwarp(w) {
    return this.skipsQuiet ? between(knots.warped, knots.moments, w) : w;
  },
  get whole() {
    return this.skipsQuiet ? knots.warped[knots.warped.length - 1] : run.edge;
  },
  x(us) {
    return ((this.warp(us) - this.begin) * this.width) / this.span;
  },
  us(x) {
    return this.unwarp(this.begin + (x * this.span) / this.width);
  },
  // Microseconds of a pixel around there.
  step(x) {
    return Math.max(this.us(x + 1) - this.us(x), 1e-3);
  },
  // The whole run with a margin at both ends.
  fit() {
    const margin = this.whole * 0.01;
    this.begin = -margin;
    this.span = this.whole + 2 * margin;
  },
  zoom(factor, x) {
    const held = this.begin + (x * this.span) / this.width;
    const least = 50; // microseconds
    this.span = Math.min(Math.max(this.span * factor, least), this.whole * 1.04);
    this.begin = held - (x * this.span) / this.width;
    this.clamp();
  },
  pan(pixels) {
    this.begin += (pixels * this.span) / this.width;
    this.clamp();
  },
  clamp() {
    const margin = this.span * 0.02;
    const last = Math.max(this.whole + margin - this.span, -margin);
    this.begin = Math.min(Math.max(this.begin, -margin), last);
  },
  // Moves the view only when the moment is outside its middle.
  show(us) {
    const x = this.x(us);
    if (x >= this.width * 0.06 && x <= this.width * 0.94) return;
    this.begin = this.warp(us) - this.span / 2;
    this.clamp();
  },
  around(us, span) {
    this.span = Math.min(span, this.whole * 1.02);
    this.begin = this.warp(us) - this.span / 2;
    this.clamp();
  },
  setQuiet(on) {
    const middle = this.us(this.width / 2);
    const share = this.span / this.whole;
    this.skipsQuiet = on;
    if (share > 0.95) return this.fit();
    this.around(middle, this.whole * share);
  },
};

const roundSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const niceSteps = [
  ...roundSteps,
  ...roundSteps.map((s) => s * 1e3),
  ...[1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400].map((s) => s * 1e6),
];

// Where to write the time: [{ x, us, step }], about 110 pixels apart.
function ticks() {
  const apart = 110;
  const found = [];
  for (let x = 0; x <= axis.width; x += apart / 2) {
    const rough = axis.us(x + apart) - axis.us(x);
    const step = niceSteps.find((s) => s >= rough) || niceSteps[niceSteps.length - 1];
    const us = Math.ceil(axis.us(x) / step) * step;
    const at = axis.x(us);
    const before = found[found.length - 1];
    if (us < 0 || us > run.end || at > axis.width) continue;
    if (!before || at - before.x >= apart * 0.8) found.push({ x: at, us, step });
  }
  return found;
}

// The quiet times that are drawn shorter than they were, as far as one can write on them.
function shortened() {
  if (!axis.skipsQuiet) return [];
  const list = [];
  const first = Math.max(upperBound(knots.moments, axis.us(0), (v) => v) - 1, 0);
  for (let i = first; i + 1 < knots.moments.length; ++i) {
    const x = axis.x(knots.moments[i]);
    if (x > axis.width) break;
    const gap = knots.moments[i + 1] - knots.moments[i];
    const width = axis.x(knots.moments[i + 1]) - x;
    if (gap > 3 * quietGap && width > 14 && knots.moments[i + 1] <= run.end)
      list.push({ x, width, gap });
  }
  return list;
}
