// Runs in each page before the client does. The microphone is a sound of the test's choice, and what the page plays is listened to.
(() => {
  const tones = [440, 660, 880, 1100, 1320, 1540, 1760, 1980];
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  let context;
  const audio = () => (context ??= new AudioContext({ latencyHint: ears.every > 10 ? "playback" : "interactive" }));

  // What each kind of microphone picks up, as a node that can be switched off.
  const sounds = {
    tone: (frequency) => started(new OscillatorNode(audio(), { frequency }), 0.3),
    noise: () => {
      const buffer = audio().createBuffer(1, audio().sampleRate * 2, audio().sampleRate);
      const samples = buffer.getChannelData(0);
      samples.forEach((_, index) => (samples[index] = Math.random() * 2 - 1));
      return started(new AudioBufferSourceNode(audio(), { buffer, loop: true }), 0.1);
    },
    // A vowel, spoken again and again: a voice that glides, two formants, and syllables.
    speech: () => {
      const throat = new OscillatorNode(audio(), { type: "sawtooth", frequency: 130 });
      const glide = new OscillatorNode(audio(), { frequency: 1.3 });
      glide.connect(new GainNode(audio(), { gain: 25 })).connect(throat.frequency);
      glide.start();
      const syllables = new GainNode(audio(), { gain: 0.5 });
      const rhythm = new OscillatorNode(audio(), { frequency: 3 });
      rhythm.connect(new GainNode(audio(), { gain: 0.5 })).connect(syllables.gain);
      rhythm.start();
      for (const [frequency, gain] of [[700, 1.5], [1200, 1], [2600, 0.4]]) {
        throat.connect(new BiquadFilterNode(audio(), { type: "bandpass", frequency, Q: 6 })).connect(new GainNode(audio(), { gain })).connect(syllables);
      }
      throat.start();
      return syllables;
    },
  };
  function started(source, gain) {
    source.start();
    return source.connect(new GainNode(audio(), { gain }));
  }

  const voice = { tone: TONE, other: TONE, kind: "tone" };
  const microphones = new Set();
  window.voice = {
    /** Another sound, over the same microphone. */
    becomes: (kind) => {
      voice.kind = kind;
      microphones.forEach((microphone) => microphone.sound());
    },
    /** The tone of every device but the one that is used unasked. */
    elsewhere: (tone) => (voice.other = tone),
    /** The device in use is pulled out. */
    unplug: () => {
      const [used] = [...microphones].slice(-1);
      unplugged.add(used.track.getSettings().deviceId);
      used.track.dispatchEvent(new Event("ended"));
      devices.dispatchEvent(new Event("devicechange"));
    },
  };
  /** The devices in use are switched off, or on again, by a key of theirs: they stay, and give silence. */
  window.voice.switches = (on) => {
    for (const microphone of microphones) {
      if (on) microphone.sound();
      else microphone.node.disconnect();
      Object.defineProperty(microphone.track, "muted", { value: !on, configurable: true });
      microphone.track.dispatchEvent(new Event(on ? "unmute" : "mute"));
    }
  };
  /** No microphone can be had any more, for the reason that a browser would give, and the one in use is gone. */
  window.voice.ends = (reason) => {
    devices.getUserMedia = () => Promise.reject(new DOMException("gone", reason));
    for (const { track } of [...microphones]) track.dispatchEvent(new Event("ended"));
  };
  const unplugged = new Set();
  const enumerate = devices.enumerateDevices.bind(devices);
  devices.enumerateDevices = async () => (await enumerate()).filter(({ deviceId }) => !unplugged.has(deviceId));

  devices.getUserMedia = async (wish) => {
    const chosen = wish.audio.deviceId?.exact;
    if (unplugged.has(chosen)) throw new DOMException("unplugged", "NotFoundError");
    // Nobody hears the real one: nothing is made of its sound.
    const real = await ask({ audio: { ...wish.audio, echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    const out = new MediaStreamAudioDestinationNode(audio());
    await audio().resume();
    // Silent when the client stops the device, as a real one would be.
    const track = out.stream.getAudioTracks()[0];
    const settings = real.getAudioTracks()[0].getSettings();
    track.getSettings = () => settings;
    const stop = track.stop.bind(track);
    const microphone = {
      track,
      node: undefined,
      sound: () => {
        microphone.node?.disconnect();
        microphone.node = sounds[voice.kind](chosen === undefined || chosen === "default" ? voice.tone : voice.other);
        microphone.node.connect(out);
      },
    };
    microphone.sound();
    microphones.add(microphone);
    track.stop = () => {
      stop();
      microphones.delete(microphone);
      real.getTracks().forEach((one) => one.stop());
    };
    return out.stream;
  };

  // Every element that plays a stream, with what an analyser makes of it.
  const playing = new Map();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const stream = this.srcObject;
    if (stream && playing.get(this)?.stream !== stream) playing.set(this, { stream });
    return play.call(this);
  };
  function listen(one) {
    one.analyser = new AnalyserNode(audio(), { fftSize: 2048, smoothingTimeConstant: 0 });
    one.bins = new Float32Array(one.analyser.frequencyBinCount);
    one.source = audio().createMediaStreamSource(one.stream);
    one.source.connect(one.analyser);
    if (window.steady) void (steady ??= listenSteadily()).then((node) => one.source.connect(node));
  }

  // Everything that is played, heard on the thread of the sound; only in pages that are given the script for it.
  let steady;
  async function listenSteadily() {
    await audio().audioWorklet.addModule(URL.createObjectURL(new Blob([window.steady], { type: "text/javascript" })));
    return new AudioWorkletNode(audio(), "steady", { numberOfOutputs: 0 });
  }

  let recent;
  const ears = {
    /** When each tone was heard first and last, the longest pause in it since, in milliseconds, and how often two elements played it at once. */
    first: {},
    last: {},
    pause: {},
    doubled: {},
    /** How loud it was, whatever it was, in decibels of full scale: the middle of the last second and a half. */
    loudness: () => {
      recent ??= [];
      return [...recent].sort((one, other) => one - other)[recent.length >> 1] ?? -200;
    },
    /** How many elements play something that can be heard. */
    playing: () => [...playing.keys()].filter((element) => element.srcObject !== null && !element.paused && !element.muted).length,
    /** What is played now. */
    streams: () => [...playing.keys()].flatMap(({ srcObject }) => srcObject ?? []),
    clicked: 0,
    /** How often one listens, in milliseconds: many ears are too much for a small machine. */
    every: 10,
    /** The longest pause in each tone, in milliseconds of sound. */
    steadyPauses: async () => {
      const { port } = await steady;
      return new Promise((done) => {
        port.onmessage = ({ data }) => done(data);
        port.postMessage("read");
      });
    },
    forget: () => {
      void steady?.then(({ port }) => port.postMessage("forget"));
      ears.first = {};
      ears.last = {};
      ears.pause = {};
      ears.doubled = {};
    },
  };
  window.ears = ears;
  addEventListener(
    "click",
    () => {
      ears.clicked = Date.now();
      void context?.resume();
    },
    true,
  );

  let next = 0;
  setInterval(() => {
    const now = Date.now();
    if (now < next) return;
    next = now + ears.every - 5;
    const heardNow = new Set();
    for (const [element, one] of playing) {
      if (element.srcObject !== one.stream) {
        one.source?.disconnect();
        playing.delete(element);
        continue;
      }
      if (!one.source) listen(one);
      if (element.paused || element.muted) continue;
      const { analyser, bins } = one;
      analyser.getFloatFrequencyData(bins);
      const peak = bins.indexOf(Math.max(...bins));
      recent?.push(10 * Math.log10(bins.reduce((sum, bin) => sum + 10 ** (bin / 10), 1e-20)));
      if (recent?.length > 150) recent.shift();
      if (!(bins[peak] > -50)) continue;
      const heard = (peak * audio().sampleRate) / analyser.fftSize;
      for (const known of tones) {
        if (Math.abs(heard - known) > 30) continue;
        if (ears.last[known]) ears.pause[known] = Math.max(ears.pause[known] ?? 0, now - ears.last[known]);
        ears.first[known] ??= now;
        if (heardNow.has(known)) ears.doubled[known] = (ears.doubled[known] ?? 0) + 1;
        heardNow.add(known);
        ears.last[known] = now;
      }
    }
  }, 10);

  // The connections to others, and what was said to the server about them.
  const connections = new Set();
  const Connection = RTCPeerConnection;
  window.RTCPeerConnection = class extends Connection {
    constructor(configuration) {
      super(window.throughOnly?.(configuration) ?? configuration);
      connections.add(this);
      this.addEventListener("connectionstatechange", () => {
        if (this.connectionState === "failed") window.connections.failures += 1;
      });
    }
    setConfiguration(configuration) {
      super.setConfiguration(window.throughOnly?.(configuration) ?? configuration);
    }
  };
  const alive = () => [...connections].filter(({ connectionState }) => connectionState !== "closed");
  window.connections = {
    alive,
    states: () => alive().map(({ connectionState }) => connectionState),
    /** How often one found no way. It is tried again at once, so that looking now and then would miss it. */
    failures: 0,
    descriptions: 0,
    /** The way each connection takes, such as "relay udp relay". */
    ways: () =>
      Promise.all(
        alive().map(async (connection) => {
          const reports = [...(await connection.getStats()).values()];
          const of = (id) => reports.find((report) => report.id === id);
          const pair = of(reports.find(({ type }) => type === "transport")?.selectedCandidatePairId);
          const local = of(pair?.localCandidateId);
          return `${local?.candidateType} ${local?.relayProtocol ?? local?.protocol} ${of(pair?.remoteCandidateId)?.candidateType}`;
        }),
      ),
    /** Puts a tone of its own into every connection, and keeps the client from taking it out again. */
    sendForEver: async () => {
      for (const connection of alive()) {
        for (const { sender } of connection.getTransceivers()) {
          if (sender.track) {
            const out = new MediaStreamAudioDestinationNode(audio());
            sounds.tone(voice.tone).connect(out);
            await sender.replaceTrack(out.stream.getAudioTracks()[0]);
            sender.replaceTrack = () => Promise.resolve();
          }
        }
      }
    },
    packetsSent: async () => {
      const all = await Promise.all(alive().map((connection) => connection.getStats()));
      return all.flatMap((one) => [...one.values()]).filter(({ type }) => type === "outbound-rtp").reduce((sum, report) => sum + report.packetsSent, 0);
    },
    /** How many voices come in, whether they are played or not: those of which packets came within half a second. */
    voicesComing: async () => {
      const received = async () => {
        const all = await Promise.all(alive().map((connection) => connection.getStats()));
        const incoming = all.flatMap((one) => [...one.values()]).filter(({ type }) => type === "inbound-rtp");
        return new Map(incoming.map(({ id, ssrc, packetsReceived }) => [`${id} ${ssrc}`, packetsReceived]));
      };
      const before = await received();
      await new Promise((done) => setTimeout(done, 500));
      return [...(await received())].filter(([id, packets]) => packets > (before.get(id) ?? 0)).length;
    },
    bytesSent: async () => {
      const all = await Promise.all(alive().map((connection) => connection.getStats()));
      return all.flatMap((one) => [...one.values()]).filter(({ type }) => type === "transport").reduce((sum, { bytesSent }) => sum + bytesSent, 0);
    },
  };

  // What is told to people who can't see the page stands there for a few seconds only.
  window.told = [];
  window.keepTold = () => {
    const last = new Map();
    new MutationObserver(() => {
      for (const region of document.querySelectorAll("[aria-live]")) {
        const text = region.textContent;
        if (text !== "" && text !== last.get(region.ariaLive)) told.push({ text, at: performance.now() });
        last.set(region.ariaLive, text);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  };

  // A network that is gone for a while: the sockets break, and new ones can't be made.
  const Real = WebSocket;
  const sockets = new Set();
  let goneUntil = 0;
  window.WebSocket = class extends Real {
    constructor(address, ...protocols) {
      super(Date.now() < goneUntil ? `ws://${location.host}/nowhere` : address, ...protocols);
      if (new URL(address, location.href).pathname === "/ws") sockets.add(this);
    }
    send(text) {
      if (text.includes('"relay-sdp"')) window.connections.descriptions += 1;
      super.send(text);
    }
  };
  window.cutSockets = (milliseconds) => {
    goneUntil = Date.now() + milliseconds;
    for (const socket of sockets) socket.close();
    sockets.clear();
  };
})();
