// Runs in each page after ears.js and before the client. The camera and the screen show one colour of the test's choice, and what the page shows is looked at.
(() => {
  const colours = [[230, 30, 30], [30, 200, 30], [30, 30, 230], [220, 220, 30], [30, 210, 210], [220, 30, 220], [240, 140, 20], [120, 60, 20]];
  const devices = navigator.mediaDevices;
  const sound = devices.getUserMedia.bind(devices);
  const made = [];

  /** A screen is white on its right half. A strip moves, so that each frame is a new one. */
  function painted(kind, width, height) {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const brush = canvas.getContext("2d", { alpha: false });
    let frame = 0;
    const paint = () => {
      brush.fillStyle = `rgb(${colours[eyes.own]})`;
      brush.fillRect(0, 0, width, height);
      if (eyes.lively) brush.drawImage(texture(), frame % 200, (frame * 2) % 200, width, height, 0, 0, width, height);
      brush.fillStyle = "white";
      if (kind === "screen") brush.fillRect(width / 2, 0, width / 2, height);
      brush.fillStyle = "black";
      brush.fillRect((frame++ * 8) % width, height - 12, 40, 12);
    };
    paint();
    const timer = setInterval(paint, 66);
    const [track] = canvas.captureStream(15).getVideoTracks();
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    made.push({ kind, track });
    return track;
  }

  /** What the shared window plays, on the left alone. */
  function played() {
    const context = new AudioContext();
    const source = new OscillatorNode(context, { frequency: 1980 });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 2 });
    source.connect(new GainNode(context, { gain: 0.3 })).connect(new StereoPannerNode(context, { pan: -1 })).connect(out);
    source.start();
    return out.stream.getAudioTracks()[0];
  }

  /** Soft spots over the colour, which move as a whole: about as hard to encode as a face before a bookshelf. */
  let spots;
  function texture() {
    if (spots) return spots;
    spots = Object.assign(document.createElement("canvas"), { width: 1480, height: 920 });
    const brush = spots.getContext("2d");
    for (let spot = 0; spot < 900; spot += 1) {
      brush.fillStyle = `rgba(${[0, 0, 0].map(() => Math.random() * 255)}, 0.12)`;
      brush.beginPath();
      brush.arc(Math.random() * 1480, Math.random() * 920, 8 + Math.random() * 60, 0, 7);
      brush.fill();
    }
    return spots;
  }

  devices.getUserMedia = async (wish) => {
    if (!wish.video) return sound(wish);
    if (eyes.refusal) throw new DOMException("no", eyes.refusal);
    return new MediaStream([painted("camera", eyes.width, (eyes.width * 9) / 16)]);
  };
  devices.getDisplayMedia = async () => new MediaStream([painted("screen", 1280, 720), played()]);

  const look = Object.assign(document.createElement("canvas"), { width: 8, height: 8 }).getContext("2d", { alpha: false, willReadFrequently: true });
  const near = ([red, green, blue], pixel) => Math.abs(red - pixel[0]) + Math.abs(green - pixel[1]) + Math.abs(blue - pixel[2]) < 130;

  /** What the browser counts for each stream of a kind, such as "video", in all connections. */
  async function streams(type, kind) {
    const all = await Promise.all(window.connections.alive().map((connection) => connection.getStats()));
    return all.flatMap((one) => [...one.values()]).filter((one) => one.type === type && one.kind === kind);
  }

  const eyes = {
    /** The colour of one's own camera and screen, by its number. */
    own: OWN,
    width: 640,
    /** Whether there is something in the picture, for figures. */
    lively: false,
    /** How often one looks, in milliseconds. */
    every: 40,
    /** Why the browser gives no camera, as the name of its error. */
    refusal: undefined,
    /** When each picture was seen first, such as "camera 3", in milliseconds. */
    first: {},
    /** What is seen now: whose picture it is, of which kind, and how many pixels of it came. */
    seen: () => [...document.querySelectorAll("video")].flatMap((video) => {
      const box = video.getBoundingClientRect();
      if (video.readyState < 2 || box.width < 8 || !video.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return [];
      look.drawImage(video, 0, 0, 8, 8);
      const [left, right] = [look.getImageData(1, 3, 1, 1).data, look.getImageData(6, 3, 1, 1).data];
      const kind = near([255, 255, 255], left) !== near([255, 255, 255], right) ? "screen" : "camera";
      const person = colours.findIndex((colour) => near(colour, left) || near(colour, right));
      return [{ key: `${kind} ${person}`, width: video.videoWidth, height: video.videoHeight, shown: Math.round(box.height) }];
    }),
    /** How many of one's own devices of a kind are in use. */
    inUse: (kind) => made.filter((one) => one.kind === kind && one.track.readyState === "live").length,
    /** Ends what one shows as the browser's own bar does. */
    endByBar: () => made.filter(({ track }) => track.readyState === "live").forEach(({ track }) => {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }),
    /** Puts the camera into every connection, whatever the client does, and keeps it there. */
    showForEver: async () => {
      const track = painted("camera", eyes.width, (eyes.width * 9) / 16);
      track.stop = () => undefined;
      for (const connection of window.connections.alive()) {
        for (const transceiver of connection.getTransceivers()) {
          if (transceiver.receiver.track.kind !== "video" || !transceiver.sender.track && transceiver.direction === "recvonly") continue;
          await transceiver.sender.replaceTrack(track);
          transceiver.sender.replaceTrack = () => Promise.resolve();
          Object.defineProperty(transceiver, "direction", { get: () => "sendonly", set: () => undefined });
        }
      }
    },
    /** How much louder the left of what is played is than the right, in decibels, for the one sound that has two sides. */
    lean: async () => {
      const context = new AudioContext();
      await context.resume();
      const leans = await Promise.all(ears.streams().map(async (stream) => {
        const sides = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
        context.createMediaStreamSource(stream).connect(sides);
        const levels = [0, 1].map((side) => {
          const analyser = new AnalyserNode(context);
          sides.connect(analyser, side);
          return analyser;
        });
        await new Promise((done) => setTimeout(done, 300));
        const [left, right] = levels.map((analyser) => {
          const samples = new Float32Array(analyser.fftSize);
          analyser.getFloatTimeDomainData(samples);
          return 10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 1e-9));
        });
        return left - right;
      }));
      await context.close();
      return Math.round(Math.max(0, ...leans));
    },
    /** How many packets with pictures one has sent, and how many with sound. */
    packetsOut: async (kind) => (await streams("outbound-rtp", kind)).reduce((sum, one) => sum + one.packetsSent, 0),
    /** The height of the largest picture that one is sending. */
    tallestOut: async () => Math.max(0, ...(await streams("outbound-rtp", "video")).filter((one) => one.framesPerSecond > 0).map((one) => one.frameHeight)),
    /** How many packets with pictures have come, and how many with sound. */
    packets: async (kind) => (await streams("inbound-rtp", kind)).reduce((sum, one) => sum + one.packetsReceived, 0),
  };
  window.eyes = eyes;
  let next = 0;
  setInterval(() => {
    if (Date.now() < next) return;
    next = Date.now() + eyes.every - 5;
    for (const { key } of eyes.seen()) eyes.first[key] ??= Date.now();
  }, 40);
})();
