"""Ways in which a page makes a browser connect, each a function in JavaScript of the address to go to."""

TOLD = {
    "img": "url => put('img', {src: url})",
    "srcset": "url => put('img', {srcset: url + ' 2x'})",
    "input": "url => put('input', {type: 'image', src: url})",
    "script": "url => put('script', {src: url})",
    "module": "url => put('script', {type: 'module', src: url})",
    "import": "url => import(url).catch(() => 0)",
    "stylesheet": "url => put('link', {rel: 'stylesheet', href: url})",
    "css-import": "url => put('style', {textContent: `@import url(${JSON.stringify(url)});`})",
    "css-url": "url => put('p', {style: `background: url(${JSON.stringify(url)})`, textContent: 'x'})",
    "fetch": "url => fetch(url, {mode: 'no-cors'}).catch(() => 0)",
    "fetch-keepalive": "url => fetch(url, {mode: 'no-cors', keepalive: true}).catch(() => 0)",
    "xhr": "url => { const x = new XMLHttpRequest(); x.open('GET', url); x.send() }",
    "eventsource": "url => new EventSource(url)",
    "svg": "url => put('p', {}).insertAdjacentHTML('beforeend',"
    ' `<svg><image href="${quoted(url)}" /></svg>`)',
    "preload": "url => put('link', {rel: 'preload', as: 'script', href: url})",
    "modulepreload": "url => put('link', {rel: 'modulepreload', href: url})",
    "prefetch": "url => put('link', {rel: 'prefetch', href: url})",
    "hop-img": "url => put('img', {src: '/hop?' + encodeURIComponent(url)})",
}
"""Every address comes before the egress rule, which proves that it was tried."""

HOPS = {
    "hop-fetch": "url => fetch('/hop?' + encodeURIComponent(url), {mode: 'no-cors'}).catch(() => 0)",
    "hop-script": "url => put('script', {src: '/hop?' + encodeURIComponent(url)})",
    "hop-stylesheet": "url => put('link', {rel: 'stylesheet', href: '/hop?' + encodeURIComponent(url)})",
}
"""As ``TOLD``, but for addresses with credentials, of whose failure Chromium tells nobody."""

DEAR = {
    "iframe": "url => put('iframe', {src: url})",
    "object": "url => put('object', {data: url})",
    "embed": "url => put('embed', {src: url})",
    "form": "url => submit(url, 'get')",
    "location": "url => put('iframe', {}).contentWindow.location = url",
    "refresh": "url => put('iframe', {srcdoc: `<meta http-equiv=refresh content=\"0;url=${quoted(url)}\">`})",
    "refresh-header": "url => put('iframe', {src: '/refresh?' + encodeURIComponent(url)})",
    "base": "url => put('iframe', {srcdoc: `<base href=\"${quoted(url)}\"><link rel=stylesheet href=a>`})",
    "link-header": "url => put('iframe', {src: '/link?' + encodeURIComponent(url)})",
    "hop-iframe": "url => put('iframe', {src: '/hop?' + encodeURIComponent(url)})",
    "worker": "url => new Worker('/worker.js?' + encodeURIComponent(url))",
    "shared-worker": "url => new SharedWorker('/worker.js?' + encodeURIComponent(url))",
    "video": "url => put('video', {src: url, poster: url, autoplay: true})",
    "audio": "url => put('audio', {src: url, autoplay: true})",
}
"""As ``TOLD``, but each takes a process or a player of its own: for few addresses."""

SILENT = {
    "fetch-post": "url => fetch(url, {mode: 'no-cors', method: 'POST', body: 'a'}).catch(() => 0)",
    "fetch-preflight": "url => fetch(url, {headers: {'X-A': '1'}}).catch(() => 0)",
    "websocket": "url => new WebSocket(url.replace(/^http/, 'ws'))",
    "beacon": "url => navigator.sendBeacon(url, 'a')",
    "hop-worker": "url => new Worker('/hop?' + encodeURIComponent(url))",
    "worklet": "url => CSS.paintWorklet.addModule(url).catch(() => 0)",
    "font": "url => new FontFace('f', `url(${JSON.stringify(url)})`).load().catch(() => 0)",
    "track": "url => put('video', {}).append(make('track', {src: url, default: true}))",
    "icon": "url => put('link', {rel: 'icon', href: url})",
    "manifest": "url => put('link', {rel: 'manifest', href: url})",
    "preconnect": "url => put('link', {rel: 'preconnect', href: url})",
    "dns-prefetch": "url => put('link', {rel: 'dns-prefetch', href: url})",
    "speculation": "url => put('script', {type: 'speculationrules', textContent: JSON.stringify("
    "{prefetch: [{urls: [url], eagerness: 'immediate'}],"
    " prerender: [{urls: [url], eagerness: 'immediate'}]})})",
    "ping": "url => put('a', {ping: url, href: '#', textContent: 'x'}).click()",
    "webtransport": "url => new WebTransport(url.replace(/^http:/, 'https:')).ready.catch(() => 0)",
    "stun": "url => call([{urls: 'stun:' + after(url)}])",
    "turn": "url => call([{urls: ['turn:' + after(url), 'turn:' + after(url) + '?transport=tcp',"
    " 'turns:' + after(url)], username: 'a', credential: 'b'}])",
    "service-worker": "url => navigator.serviceWorker.register('/worker.js?' + encodeURIComponent(url))"
    ".catch(() => 0)",
    "service-worker-there": "url => navigator.serviceWorker.register(url).catch(() => 0)",
}
"""Refused by the browser or by us before there is an address to judge, or judged at some time later."""

DEAR_AND_SILENT = {
    "form-post": "url => submit(url, 'post')",
    "csp-report": "url => put('iframe', {src: '/csp?' + encodeURIComponent(url)})",
}
"""As ``SILENT``, for few addresses."""

TOOLS = """<script>
const make = (name, given) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given))
    if (key === 'textContent') made.textContent = value; else made.setAttribute(key, value);
  return made;
};
const put = (name, given) => document.body.appendChild(make(name, given));
const quoted = url => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const after = url => url.replace(/^https?:[/\\\\]*/, '').replace(/[/\\\\].*/, '');
const submit = (url, method) => {
  const name = 'f' + Math.random(), form = make('form', {action: url, method: method, target: name});
  put('iframe', {name: name});
  document.body.appendChild(form).submit();
};
const call = iceServers => {
  const talk = new RTCPeerConnection({iceServers});
  talk.createDataChannel('a');
  talk.createOffer().then(offer => talk.setLocalDescription(offer)).catch(() => 0);
};
const attempt = (ways, urls) => {
  for (const way of ways) for (const url of urls) try { way(url) } catch {}
  fetch('/wait').then(answer => { document.body.dataset.tried = answer.ok });
};
</script>"""

WORKER = """const url = decodeURIComponent(location.search.slice(1));
fetch(url, {mode: 'no-cors'}).catch(() => 0);
try { importScripts(url) } catch {}"""
