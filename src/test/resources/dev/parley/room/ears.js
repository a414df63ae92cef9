// Runs in each page before the client does. The microphone is a tone of the test's choice, and what the page plays is listened to.
(() => {
  const tone = TONE;
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  let context;
  const audio = () => (context ??= new AudioContext());

  devices.getUserMedia = async (wish) => {
    const real = await ask(wish);
    const oscillator = new OscillatorNode(audio(), { frequency: tone });
    const loudness = new GainNode(audio(), { gain: 0.3 });
    const out = new MediaStreamAudioDestinationNode(audio());
    oscillator.connect(loudness).connect(out);
    oscillator.start();
    await audio().resume();
    // Silent when the client stops the device, as a real one would be.
    const track = out.stream.getAudioTracks()[0];
    const stop = track.stop.bind(track);
    track.stop = () => {
      stop();
      real.getTracks().forEach((one) => one.stop());
    };
    return out.stream;
  };

  // Every element that plays a stream, with what an analyser makes of it.
  const playing = new Map();
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    const stream = this.srcObject;
    if (stream && playing.get(this)?.stream !== stream) {
      const analyser = new AnalyserNode(audio(), { fftSize: 2048, smoothingTimeConstant: 0 });
      audio().createMediaStreamSource(stream).connect(analyser);
      playing.set(this, { stream, analyser, bins: new Float32Array(analyser.frequencyBinCount) });
    }
    return play.call(this);
  };

  const ears = {
    /** When each tone was heard last, and the longest pause in it since it was first heard, in milliseconds. */
    last: {},
    pause: {},
    clicked: 0,
    forget: () => {
      ears.last = {};
      ears.pause = {};
    },
  };
  window.ears = ears;
  addEventListener("click", () => (ears.clicked = Date.now()), true);

  setInterval(() => {
    const now = Date.now();
    for (const [element, { analyser, bins, stream }] of playing) {
      if (element.srcObject !== stream || element.paused || element.muted) continue;
      analyser.getFloatFrequencyData(bins);
      const peak = bins.indexOf(Math.max(...bins));
      if (!(bins[peak] > -50)) continue;
      const heard = (peak * audio().sampleRate) / analyser.fftSize;
      for (const known of [440, 660, 880, 1100, 1320]) {
        if (Math.abs(heard - known) > 30) continue;
        if (ears.last[known]) ears.pause[known] = Math.max(ears.pause[known] ?? 0, now - ears.last[known]);
        ears.last[known] = now;
      }
    }
  }, 10);

  // A network that is gone for a while: the sockets break, and new ones can't be made.
  const Real = WebSocket;
  const sockets = new Set();
  let goneUntil = 0;
  window.WebSocket = class extends Real {
    constructor(address, ...protocols) {
      super(Date.now() < goneUntil ? `ws://${location.host}/nowhere` : address, ...protocols);
      if (new URL(address, location.href).pathname === "/ws") sockets.add(this);
    }
  };
  window.cutSockets = (milliseconds) => {
    goneUntil = Date.now() + milliseconds;
    for (const socket of sockets) socket.close();
    sockets.clear();
  };
  localStorage.setItem("parley.signedIn", "1");
})();
