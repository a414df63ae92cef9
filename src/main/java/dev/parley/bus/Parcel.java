package dev.parley.bus;

/**
 * One message from node to node.
 *
 * @param request which request this asks or answers
 */
@SuppressWarnings("ArrayRecordComponent") // Parcels are never compared.
record Parcel(Kind kind, long request, byte[] payload) {
    enum Kind {
        TELL('t'),
        /** Is answered once, however often it is sent: the answer is remembered. */
        ASK('k'),
        /** Is answered whenever it is sent. */
        QUESTION('q'), ANSWER('a'), REFUSAL('r');

        final byte code;

        Kind(char code) {
            this.code = (byte) code;
        }

        static Kind of(byte code) {
            return switch (code) {
                case 't' -> TELL;
                case 'k' -> ASK;
                case 'q' -> QUESTION;
                case 'a' -> ANSWER;
                case 'r' -> REFUSAL;
                default -> throw new IllegalArgumentException("no kind of parcel: " + code);
            };
        }
    }
}
