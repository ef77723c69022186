// Plays what was said, sentence by sentence, from where somebody clicked. Audio comes from the
// room's box on demand; where it may not be heard, the box says why and so does the player.

const main = document.getElementById('main');
const player = document.getElementById('player');
if (player) start();

function start() {
  const meeting = main.querySelector('[data-meeting]').dataset.meeting;
  const audio = new Audio();
  const says = player.querySelector('[role="status"]');
  const pause = player.querySelector('.player-pause');
  const speed = player.querySelector('select');
  let now; // the row that is heard
  let asked = 0; // grows: an answer to an older wish is dropped
  let ahead = new Map(); // what comes next is fetched while this one is heard

  const row = (id) => document.getElementById(id);
  const beside = (from, step) => {
    let found = from?.[step];
    while (found && !found.matches('.seg')) found = found[step];
    return found;
  };
  const number = (seg) => seg.id.replace('segment-', '');

  async function fetched(seg) {
    const answer = await fetch(`/api/v1/meetings/${meeting}/segments/${number(seg)}/audio`);
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      throw new Error(problem.detail ?? 'This cannot be heard now.');
    }
    return { url: URL.createObjectURL(await answer.blob()), lead: Number(answer.headers.get('Audio-Lead-Samples')) / 16000 };
  }
  function sound(seg) {
    const known = ahead.get(seg.id) ?? fetched(seg);
    ahead.delete(seg.id);
    return known;
  }
  function prefetch(seg) {
    if (!seg || ahead.has(seg.id)) return;
    const coming = fetched(seg);
    coming.catch(() => {});
    ahead.set(seg.id, coming);
  }
  function mark(seg) {
    now?.classList.remove('heard');
    now = seg;
    now?.classList.add('heard');
  }
  function tell(text, isProblem = false) {
    says.textContent = text;
    player.dataset.state = isProblem ? 'problem' : audio.paused ? 'paused' : 'playing';
    pause.setAttribute('aria-label', audio.paused ? 'Play' : 'Pause');
  }
  const tellState = () => now && tell(says.textContent);

  async function play(seg) {
    if (!seg) return;
    const wish = ++asked;
    player.hidden = false;
    audio.pause();
    mark(seg);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    seg.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
    tell('Asking the box …');
    try {
      const { url, lead } = await sound(seg);
      if (wish !== asked) return;
      if (audio.src) URL.revokeObjectURL(audio.src);
      audio.src = url;
      audio.currentTime = Math.max(0, lead - 0.1);
      audio.playbackRate = Number(speed.value);
      tell(seg.querySelector('time').textContent);
      await audio.play();
      prefetch(beside(seg, 'nextElementSibling'));
    } catch (problem) {
      if (wish === asked) tell(problem.message, true);
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

  audio.addEventListener('ended', () => {
    const next = beside(now, 'nextElementSibling');
    if (next) play(next);
    else tell('That was all.');
  });
  audio.addEventListener('pause', tellState);
  audio.addEventListener('play', tellState);
  speed.addEventListener('change', () => { audio.playbackRate = Number(speed.value); });
  addEventListener('click', (click) => {
    const hear = click.target.closest?.('.hear');
    if (hear) play(hear.closest('.seg'));
    else if (click.target.closest?.('.player-pause')) toggle();
    else if (click.target.closest?.('.player-back')) play(beside(now, 'previousElementSibling'));
    else if (click.target.closest?.('.player-on')) play(beside(now, 'nextElementSibling'));
    else if (click.target.closest?.('.player-close')) stop();
  });
  /* The list may be renewed while something is heard. */
  addEventListener('htmx:afterSettle', () => now && mark(row(now.id) ?? now));
  /* For keys: see roomscribe.js. */
  addEventListener('roomscribe:toggle', toggle);
  addEventListener('roomscribe:play', (event) => play(row(`segment-${event.detail}`)));
}
