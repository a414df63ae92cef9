package dev.parley.problem;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies above 4 MB, whether they announce their size or not, and JSON that is nested more deeply than any request needs, because even
 * fields that nobody asked for are parsed. The server itself cuts off far larger bodies without an answer.
 */
@Provider
@PreMatching
@Priority(0)
public class BodySizeFilter implements ContainerRequestFilter {
    private static final int LIMIT = 4 * 1024 * 1024;
    private static final int DEPTH = 32;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > LIMIT) {
            throw Problems.of(413);
        }
        MediaType type = request.getMediaType();
        request.setEntityStream(new Limited(request.getEntityStream(), type != null && type.getSubtype().contains("json")));
    }

    private static final class Limited extends FilterInputStream {
        private final boolean json;
        private int left = LIMIT;
        private int depth;
        private boolean inText;
        private boolean escaped;

        Limited(InputStream body, boolean json) {
            super(body);
            this.json = json;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            look(read);
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            for (int i = 0; json && i < read; i++) {
                look(into[offset + i]);
            }
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw Problems.of(413);
            }
        }

        private void look(int read) {
            if (!json) {
                return;
            }
            if (inText) {
                inText = escaped || read != '"';
                escaped = !escaped && read == '\\';
            } else {
                inText = read == '"';
                depth += read == '[' || read == '{' ? 1 : read == ']' || read == '}' ? -1 : 0;
            }
            if (depth > DEPTH) {
                throw new Problem("malformed_json", 400, "The JSON in the body is nested too deeply.");
            }
        }
    }
}
