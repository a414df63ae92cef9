package dev.parley.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plain HTTP client against one running Parley. */
public record Api(URI base, List<String> always) {
    private static final Duration CEILING = Duration.ofMinutes(1);
    private static final HttpClient CLIENT;

    static {
        // Tests send an origin or a host of their choice, which browsers may not. The property is read when the first client is made.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "origin,host,connection,content-length");
        CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    }

    /** The server that all tests share. */
    public static Api shared() {
        return new Api(URI.create("http://localhost:" + Integer.getInteger("it.port")), List.of());
    }

    /** The same, with a header on every request. */
    public Api with(String name, String value) {
        List<String> more = new ArrayList<>(always);
        more.addAll(List.of(name, value));
        return new Api(base, more);
    }

    /** The same, as if from another machine. */
    public Api from(String address) {
        return with("X-Forwarded-For", address);
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<String> response) {
        public String body() {
            return response.body();
        }

        public JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body()))) {
                return reader.readObject();
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The value of a cookie in the answer. */
        public String cookie(String name) {
            return setCookie(name).replaceAll("^[^=]*=([^;]*).*", "$1");
        }

        public String setCookie(String name) {
            return response.headers().allValues("Set-Cookie").stream().filter(cookie -> cookie.startsWith(name + "=")).findFirst().orElse("");
        }

        public String code() {
            return json().getString("code");
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public Answer put(String path, String json, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/json"));
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(json), all.toArray(String[]::new));
    }

    public Answer patch(String path, String json, String... headers) {
        return with("Content-Type", "application/json").send("PATCH", path, HttpRequest.BodyPublishers.ofString(json), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String json, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json), all.toArray(String[]::new));
    }

    public Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(CEILING).method(method, body);
        for (int i = 0; i < always.size(); i += 2) {
            request.header(always.get(i), always.get(i + 1));
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
