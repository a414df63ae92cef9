package dev.parley.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;

/** A request whose body has arrived completely. */
final class WholeRequest extends HttpServletRequestWrapper {
    private final ServletInputStream body;

    WholeRequest(HttpServletRequest request, byte[] bytes) {
        super(request);
        ByteArrayInputStream from = new ByteArrayInputStream(bytes);
        body = new ServletInputStream() {
            @Override
            public int read() {
                return from.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return from.read(into, offset, length);
            }

            @Override
            public int available() {
                return from.available();
            }

            @Override
            public boolean isFinished() {
                return from.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new IllegalStateException("the whole body has already arrived");
            }
        };
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }
}
