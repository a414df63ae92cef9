package dev.parley.conformance;

import dev.parley.engineio.Channel;
import dev.parley.engineio.Speech;
import dev.parley.wire.Wire;
import java.util.List;

/** Sends back every message of a channel. */
final class Echo implements Speech {

    @Override
    public Listener opened(Channel channel) {
        return new Listener() {
            @Override
            public void text(String message) {
                channel.put(new Said(message), List.of());
                channel.flush();
            }

            @Override
            public void binary(byte[] message) {
                channel.put(List.of(message));
                channel.flush();
            }

            @Override
            public void closed(String reason) {}

            @Override
            public void tick(long now) {}
        };
    }

    private record Said(String text) implements Wire.Sendable {
        @Override
        public int size() {
            return text.length();
        }
    }
}
