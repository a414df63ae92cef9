package dev.parley.settings;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Reads the operator's settings. A wrong one is refused with its name. The defaults are in {@code microprofile-config.properties}. */
@Dependent
public class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final Function<String, Optional<String>> source;
    private final TreeSet<String> asked = new TreeSet<>();

    @Inject
    public Settings(Config config) {
        this(name -> config.getOptionalValue(name, String.class));
    }

    public Settings(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /** The value of the first of these names that has one. A blank value counts as not set. */
    public Optional<String> text(String... names) {
        asked.addAll(Arrays.asList(names));
        return Arrays.stream(names)
                .flatMap(name -> source.apply(name).stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> new BadSetting(name, "is missing"));
    }

    public int number(String name, int min, int max) {
        String value = required(name);
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, with the same message as a number out of range.
        }
        throw new BadSetting(name, "must be a whole number from " + min + " to " + max);
    }

    public boolean flag(String name) {
        return switch (required(name).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadSetting(name, "must be true or false");
        };
    }

    /** A time such as {@code 15m}, {@code 30d} or {@code 500ms}. */
    public Duration duration(String name, Duration min, Duration max) {
        Matcher matcher = DURATION.matcher(required(name).toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            Duration duration = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        }
        throw new BadSetting(name, "must be a time such as 500ms, 20s, 15m, 12h or 30d, from " + words(min) + " to " + words(max));
    }

    /** An http or https address without query and fragment. A slash at the end is removed. */
    public Optional<URI> address(String... names) {
        return text(names).map(value -> address(names[0], value));
    }

    public Path path(String name) {
        try {
            return Path.of(required(name)).toAbsolutePath().normalize();
        } catch (InvalidPathException bad) {
            throw new BadSetting(name, "is not a path");
        }
    }

    /** A comma-separated list of origins: scheme, host and port, and nothing after them. */
    public List<String> origins(String name) {
        return text(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> {
                    URI uri = address(name, value);
                    if (!uri.getRawPath().isEmpty()) {
                        throw new BadSetting(name, "must be origins such as https://voice.example.org, without a path");
                    }
                    return originOf(uri);
                })
                .distinct()
                .toList();
    }

    /** The names that were read, so that a test can compare them with the documented ones. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public static String originOf(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() == (scheme.equals("https") ? 443 : 80) ? -1 : uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (port < 0 ? "" : ":" + port);
    }

    private static URI address(String name, String value) {
        try {
            URI uri = URI.create(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Refused below.
        }
        throw new BadSetting(name, "must be an address such as https://voice.example.org");
    }

    private static String words(Duration duration) {
        if (duration.toDaysPart() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        return duration.toSecondsPart() == 0 && duration.toMinutes() > 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
