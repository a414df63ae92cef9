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
