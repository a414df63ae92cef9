// Listens to what a page mixes for the loudspeakers, left and right apart.
(() => {
  const connect = AudioNode.prototype.connect;
  const mixes = [];
  AudioNode.prototype.connect = function (to, ...rest) {
    const result = connect.call(this, to, ...rest);
    if (to instanceof AudioDestinationNode) {
      const splitter = new ChannelSplitterNode(this.context, { numberOfOutputs: 2 });
      const sides = [0, 1].map((side) => {
        const analyser = new AnalyserNode(this.context, { fftSize: 4096, smoothingTimeConstant: 0 });
        connect.call(splitter, analyser, side);
        return analyser;
      });
      connect.call(this, splitter);
      mixes.push(sides);
    }
    return result;
  };
  /** How much louder a tone is on the right than on the left, in decibels; undefined where nobody plays it. */
  window.louderRight = (tone) => {
    const levels = mixes.map((sides) => sides.map((analyser) => {
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      return bins[Math.round((tone * analyser.fftSize) / analyser.context.sampleRate)];
    }));
    const [loudest] = levels.sort(([left, right], [otherLeft, otherRight]) => Math.max(otherLeft, otherRight) - Math.max(left, right));
    return loudest && Math.max(...loudest) > -60 ? loudest[1] - loudest[0] : undefined;
  };
})();
