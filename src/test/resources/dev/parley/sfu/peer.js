// A page that sends a tone and finds the tones that it hears. Nothing of Parley's client is in it.
window.peer = {
  found: [],
  ears: {},

  connection(leg) {
    const connection = new RTCPeerConnection();
    connection.onicecandidate = ({ candidate }) => this.found.push([leg, JSON.stringify(candidate)]);
    return connection;
  },

  async publishes(tone) {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency: tone });
    const destination = context.createMediaStreamDestination();
    oscillator.connect(destination);
    oscillator.start();
    this.out?.close();
    this.out = this.connection("PUBLISH");
    this.out.addTransceiver(destination.stream.getAudioTracks()[0], { direction: "sendonly" });
    await this.out.setLocalDescription();
    return this.out.localDescription.sdp;
  },

  // A picture that always changes, in three sizes if it is a camera.
  async shows(camera) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 960, height: 540 });
    const paper = canvas.getContext("2d");
    let hue = 0;
    setInterval(() => {
      for (let x = 0; x < 960; x += 60) {
        paper.fillStyle = `hsl(${(hue += 7) % 360} 80% 50%)`;
        paper.fillRect(x, (hue * 3) % 540, 60, 200);
      }
    }, 66);
    const sizes = camera ? [["q", 4, 100_000], ["h", 2, 300_000], ["f", 1, 900_000]] : [[undefined, 1, 900_000]];
    this.out.addTransceiver(canvas.captureStream(15).getVideoTracks()[0], {
      direction: "sendonly",
      sendEncodings: sizes.map(([rid, scaleResolutionDownBy, maxBitrate]) => ({ ...(rid && { rid }), scaleResolutionDownBy, maxBitrate })),
    });
    await this.out.setLocalDescription();
    return this.out.localDescription.sdp;
  },

  async goesAnotherWay() {
    await this.out.setLocalDescription(await this.out.createOffer({ iceRestart: true }));
    return this.out.localDescription.sdp;
  },

  async isAnswered(sdp) {
    await this.out.setRemoteDescription({ type: "answer", sdp });
  },

  async isOffered(sdp, first) {
    if (first) {
      this.in?.close();
      this.ears = {};
      this.in = this.connection("SUBSCRIBE");
      this.in.ontrack = ({ track, transceiver }) => this.listens(transceiver.mid, track);
    }
    await this.in.setRemoteDescription({ type: "offer", sdp });
    await this.in.setLocalDescription();
    return this.in.localDescription.sdp;
  },

  listens(mid, track) {
    const stream = new MediaStream([track]);
    if (track.kind === "video") {
      const video = Object.assign(document.createElement("video"), { srcObject: stream, muted: true });
      document.body.append(video);
      video.play();
      return;
    }
    const audio = new Audio();
    audio.srcObject = stream;
    audio.play();
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(stream).connect(analyser);
    this.ears[mid] = { audio, analyser };
  },

  // The loudest tone of each track, in steps of 110 Hz, and 0 for silence.
  tones() {
    return Object.fromEntries(Object.entries(this.ears).map(([mid, { analyser }]) => {
      const levels = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(levels);
      const peak = levels.indexOf(Math.max(...levels));
      const hertz = (peak * analyser.context.sampleRate) / analyser.fftSize;
      return [mid, levels[peak] > -60 ? Math.round(hertz / 110) * 110 : 0];
    }));
  },

  // Of each picture that comes: how high it is, how many have come, and in how many bytes.
  async pictures(connection, type) {
    if (!connection) return {};
    const pictures = {};
    for (const each of (await connection.getStats()).values()) {
      if (each.type === type && each.kind === "video") {
        pictures[each.mid] = [each.frameHeight ?? 0, each.framesDecoded ?? 0, (pictures[each.mid]?.[2] ?? 0) + (each.bytesReceived ?? each.bytesSent)];
      }
    }
    return pictures;
  },

  seen() {
    return this.pictures(this.in, "inbound-rtp");
  },

  // Why the picture is sent as it is.
  async reasons() {
    const reasons = [];
    for (const each of (await this.out.getStats()).values()) {
      if (each.type === "outbound-rtp" && each.kind === "video") {
        reasons.push([each.rid, each.active, each.frameHeight, each.targetBitrate, each.qualityLimitationReason, each.framesPerSecond].join(" "));
      } else if (each.type === "candidate-pair" && each.nominated) {
        reasons.push(`${each.availableOutgoingBitrate} bit/s`);
      }
    }
    return reasons.join(", ");
  },

  shown() {
    return this.pictures(this.out, "outbound-rtp");
  },

  async packets(connection, type) {
    const packets = {};
    for (const each of (await connection.getStats()).values()) {
      if (each.type === type && each.kind === "audio") packets[each.mid] = each.packetsReceived ?? each.packetsSent;
    }
    return packets;
  },

  received() {
    return this.packets(this.in, "inbound-rtp");
  },

  sent() {
    return this.packets(this.out, "outbound-rtp");
  },
};
