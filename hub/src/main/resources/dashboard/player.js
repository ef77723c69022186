// Plays what was said, from the sentence or the word that somebody clicked, and shows the word that
// is heard. Audio comes from the room's box on demand; where it may not be heard, the box says why
// and so does the player.

const main = document.getElementById('main');
const player = document.getElementById('player');
const texts = JSON.parse(document.body.dataset.texts);
const PIECE = 30; // seconds that a box gives out at once; what is longer is heard piece by piece
const say = (key, ...values) => texts[key].replace(/\{(\d)\}/g, (_, at) => values[at]);
if (player) start();

function start() {
  const meeting = main.querySelector('[data-meeting]').dataset.meeting;
  const audio = new Audio();
  const says = player.querySelector('[role="status"]');
  const pause = player.querySelector('.player-pause');
  const speed = player.querySelector('select');
  let now; // the row that is heard
  let piece; // what is heard of it
  let lead = 0; // seconds of that audio before the row's first word; below 0 in a later piece
  let asked = 0; // grows: an answer to an older wish is dropped
  let ahead = new Map(); // what comes next is fetched while this one is heard

  const row = (id) => document.getElementById(id);
  const beside = (from, step) => {
    let found = from?.[step];
    while (found && !found.matches('.seg')) found = found[step];
    return found;
  };
  const number = (seg) => seg.id.replace('segment-', '');

  async function fetched(seg, begin) {
    const answer = await fetch(`/api/v1/meetings/${meeting}/segments/${number(seg)}/audio?from=${begin * 16000}`);
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      throw new Error(problem.detail ?? say('not-now'));
    }
    const seconds = (header) => Number(answer.headers.get(header)) / 16000;
    return { url: URL.createObjectURL(await answer.blob()), begin, before: seconds('Audio-Lead-Samples'), isLast: seconds('Audio-Following-Samples') === 0 };
  }
  const key = (seg, begin) => `${seg.id}+${begin}`;
  function sound(seg, begin) {
    const known = ahead.get(key(seg, begin)) ?? fetched(seg, begin);
    ahead.delete(key(seg, begin));
    return known;
  }
  function prefetch(seg, begin) {
    if (!seg || ahead.has(key(seg, begin))) return;
    const coming = fetched(seg, begin);
    coming.catch(() => {});
    ahead.set(key(seg, begin), coming);
  }

  /* Words: only the row that is heard has an element for each. */
  const BLANKS = /([ \t\n\v\f\r]+)/;
  const times = (seg) => seg.querySelector('p').dataset.words?.split(' ').map((start) => Number(start) / 100) ?? [];
  function split(seg) {
    const text = seg.querySelector('p');
    if (!text.dataset.words || text.querySelector('.w')) return;
    text.replaceChildren(...text.textContent.split(BLANKS).map((piece, at) => {
      if (at % 2 === 1 || piece === '') return piece;
      const word = document.createElement('span');
      word.className = 'w';
      word.textContent = piece;
      return word;
    }));
  }
  function join(seg) {
    const text = seg?.querySelector('p');
    if (text?.querySelector('.w')) text.textContent = text.textContent;
  }
  function mark(seg) {
    if (seg !== now) {
      now?.classList.remove('heard');
      join(now);
    }
    now = seg;
    now?.classList.add('heard');
    if (now) split(now);
  }
  /* The word that is heard at this moment. */
  function follow() {
    if (!now) return;
    const at = audio.currentTime - lead + 0.02;
    const words = now.querySelectorAll('.w');
    const index = times(now).findLastIndex((start) => start <= at);
    words.forEach((word, place) => word.classList.toggle('now', place === index));
    // What a box gives out has a margin at its end, which the next piece begins with.
    if (!piece.isLast && at >= piece.begin + PIECE && !audio.paused) play(now, piece.begin + PIECE);
    else if (!audio.paused) requestAnimationFrame(follow);
  }
  /* Where a click fell in a row's text: seconds from its first word; undefined beside the words. */
  function clicked(click, seg) {
    const text = seg.querySelector('p');
    const place = document.caretPositionFromPoint?.(click.clientX, click.clientY);
    const range = place ? null : document.caretRangeFromPoint?.(click.clientX, click.clientY);
    const node = place?.offsetNode ?? range?.startContainer;
    if (!node || !text.contains(node)) return undefined;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(node, place?.offset ?? range.startOffset);
    const rest = text.textContent.slice(before.toString().length);
    // The caret before a blank belongs to the word that ended there.
    const words = before.toString().trimStart().split(/[ \t\n\v\f\r]+/);
    const index = Math.max(0, words.length - (words.at(-1) === '' && /^[ \t\n\v\f\r]*$/.test(rest) ? 2 : 1));
    return times(seg)[Math.min(index, times(seg).length - 1)];
  }

  function tell(text, isProblem = false) {
    says.textContent = text;
    player.dataset.state = isProblem ? 'problem' : audio.paused ? 'paused' : 'playing';
    pause.setAttribute('aria-label', say(audio.paused ? 'play' : 'pause'));
  }
  const tellState = () => now && tell(says.textContent);
  function seek(from) {
    audio.currentTime = Math.max(0, lead + from - (from > piece.begin || from === 0 ? 0.1 : 0));
    audio.playbackRate = Number(speed.value);
  }

  /* From a second of the row's own; the beginning otherwise. */
  async function play(seg, from = 0) {
    if (!seg) return;
    const wish = ++asked;
    player.hidden = false;
    audio.pause();
    const begin = Math.floor(from / PIECE) * PIECE;
    const isLoaded = seg === now && begin === piece?.begin && audio.src && player.dataset.state !== 'problem';
    mark(seg);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    seg.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
    try {
      if (!isLoaded) {
        tell(say('asking-box'));
        const coming = await sound(seg, begin);
        if (wish !== asked) return;
        if (audio.src) URL.revokeObjectURL(audio.src);
        piece = coming;
        audio.src = piece.url;
        lead = piece.before - begin;
      }
      seek(from);
      tell(seg.querySelector('time').textContent);
      await audio.play();
      if (piece.isLast) prefetch(beside(seg, 'nextElementSibling'), 0);
      else prefetch(seg, begin + PIECE);
    } catch (problem) {
      // Whoever pauses at once has not met a problem.
      if (wish === asked && problem.name !== 'AbortError') tell(problem.message, true);
    }
  }
  function toggle() {
    if (!audio.src || player.dataset.state === 'problem') play(now ?? main.querySelector('.seg'));
    else if (audio.paused) audio.play();
    else audio.pause();
  }
  function stop() {
    asked++;
    audio.pause();
    mark(undefined);
    player.hidden = true;
  }
  function rate(by) {
    speed.selectedIndex = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + by));
    audio.playbackRate = Number(speed.value);
  }

  audio.addEventListener('ended', () => {
    const next = beside(now, 'nextElementSibling');
    if (now && !piece.isLast) play(now, piece.begin + PIECE);
    else if (next) play(next);
    else tell(say('that-was-all'));
  });
  audio.addEventListener('pause', tellState);
  audio.addEventListener('play', () => {
    tellState();
    follow();
  });
  audio.addEventListener('seeked', follow);
  speed.addEventListener('change', () => rate(0));
  addEventListener('click', (click) => {
    const hear = click.target.closest?.('.hear');
    const words = click.target.closest?.('.seg p[data-words]');
    if (hear) play(hear.closest('.seg'));
    else if (words && getSelection().isCollapsed) {
      const from = clicked(click, words.closest('.seg'));
      if (from !== undefined) play(words.closest('.seg'), from);
    } else if (click.target.closest?.('.player-pause')) toggle();
    else if (click.target.closest?.('.player-back')) play(beside(now, 'previousElementSibling'));
    else if (click.target.closest?.('.player-on')) play(beside(now, 'nextElementSibling'));
    else if (click.target.closest?.('.player-close')) stop();
  });
  /* The list may be renewed while something is heard. */
  addEventListener('htmx:afterSettle', () => now && mark(row(now.id) ?? now));
  /* For keys: see roomscribe.js. */
  addEventListener('roomscribe:toggle', toggle);
  addEventListener('roomscribe:play', (event) => play(row(`segment-${event.detail}`)));
  addEventListener('roomscribe:speed', (event) => rate(event.detail));
}
