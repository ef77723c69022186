// Sends an audio file as it is, shows how far it is, and says in the hub's own words what is wrong
// with it.

const form = document.getElementById('upload');
const texts = JSON.parse(document.body.dataset.texts);
const say = (key, ...values) => texts[key].replace(/\{(\d)\}/g, (_, at) => values[at]);
if (form) {
  const input = document.getElementById('upload-file');
  const drop = form.querySelector('.drop');
  const name = document.getElementById('upload-name');
  const bar = document.getElementById('upload-progress');
  const news = document.getElementById('upload-news');
  const button = form.querySelector('button');
  const start = form.elements.start;
  let chosen = null;

  const two = (number) => String(number).padStart(2, '0');
  const local = (date) =>
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
    + `T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

  // A file was last written when its recording ended; how long it is, the browser may know.
  const guessStart = (file) => {
    const ended = file.lastModified || Date.now();
    start.value = local(new Date(ended));
    const probe = new Audio();
    const address = URL.createObjectURL(file);
    probe.addEventListener('loadedmetadata', () => {
      if (Number.isFinite(probe.duration) && file === chosen) {
        start.value = local(new Date(ended - probe.duration * 1000));
      }
      URL.revokeObjectURL(address);
    });
    probe.addEventListener('error', () => URL.revokeObjectURL(address));
    probe.preload = 'metadata';
    probe.src = address;
  };

  const choose = (file) => {
    if (!file) return;
    chosen = file;
    name.textContent = `${file.name}, ${(file.size / 1048576).toFixed(1)} MiB`;
    button.disabled = false;
    news.textContent = '';
    guessStart(file);
  };

  input.addEventListener('change', () => choose(input.files[0]));
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle('over', kind === 'dragover');
    });
  }
  drop.addEventListener('drop', (event) => {
    input.required = false;
    choose(event.dataTransfer.files[0]);
  });

  const tell = (text, tone) => {
    news.textContent = text;
    news.dataset.tone = tone;
  };

  const ended = (request) => {
    bar.hidden = true;
    button.disabled = false;
    if (request.status === 202) {
      tell(say('taken'), 'good');
      window.htmx.trigger(document.getElementById('uploads'), 'refresh');
      return;
    }
    let why = say('not-reached');
    try {
      why = JSON.parse(request.responseText).detail;
    } catch {
      // Not an answer of the hub.
    }
    tell(why, 'bad');
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!chosen || !start.value) return;
    const query = new URLSearchParams({
      startedAt: new Date(start.value).toISOString(),
      name: chosen.name.slice(0, 200),
    });
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/rooms/${encodeURIComponent(form.elements.room.value)}/uploads?${query}`);
    request.setRequestHeader('Content-Type', chosen.type || 'application/octet-stream');
    for (const [header, value] of Object.entries(JSON.parse(document.body.getAttribute('hx-headers')))) {
      request.setRequestHeader(header, value);
    }
    request.upload.addEventListener('progress', (sent) => {
      bar.value = sent.lengthComputable ? (100 * sent.loaded) / sent.total : 0;
    });
    request.addEventListener('loadend', () => ended(request));
    bar.value = 0;
    bar.hidden = false;
    button.disabled = true;
    tell(say('sending'), 'open');
    request.send(chosen);
  });
}
