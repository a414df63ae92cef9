package dev.parley.sfu;

import dev.parley.protocol.Source;

/**
 * One sound or picture of somebody, as one media server knows it.
 *
 * @param feed the number of the speaker there
 * @param mid which of the speaker's it is
 */
record Flow(long feed, String mid, Source source) {}
