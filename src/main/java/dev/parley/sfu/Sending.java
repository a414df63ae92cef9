package dev.parley.sfu;

import dev.parley.live.Forwarding.Voice;
import dev.parley.problem.Problem;
import dev.parley.protocol.Source;
import dev.parley.protocol.Track;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tracks that one peer sends to the media server, in the order of its session description, and what the media server does with each. */
final class Sending {
    private static final Pattern LINE = Pattern.compile("^(m=(\\w+)|a=mid:(\\S+))", Pattern.MULTILINE);

    private final Map<String, Source> sources = new LinkedHashMap<>();
    /** Those that the media server has muted. */
    private final Set<String> muted = new HashSet<>();
    /** Those that may be subscribed to: what may not be heard or seen was muted when they came. */
    private final Set<String> settled = new HashSet<>();
    /** Those that are in the description and send nothing. */
    private final Set<String> idle = new HashSet<>();

    Sending() {}

    /** As another node has left it. Whether it has been muted is for the media server to say, so it is said again. */
    Sending(List<Place.Sent> left, Voice voice) {
        left.forEach(each -> {
            sources.put(each.mid(), each.source());
            settled.add(each.mid());
            if (voice.mayBeForwarded(each.source())) {
                muted.add(each.mid());
            }
        });
    }

    /** Whether this may not be offered. What the description says counts, and not only what is said about it. */
    Optional<Problem> check(String offer, List<Track> tracks, @Nullable Voice voice) {
        Map<String, Source> named = new HashMap<>();
        tracks.forEach(track -> named.put(track.mid(), track.source()));
        boolean once = named.size() == tracks.size() && Set.copyOf(named.values()).size() == named.size();
        if (!once || !isOffered(offer, named)) {
            return Optional.of(new Problem("bad_payload", 400, "tracks must name all that is offered, each source once: sound in sections of audio, pictures in sections of video."));
        }
        if (!sources.entrySet().stream().allMatch(known -> known.getValue() == named.get(known.getKey()))) {
            return Optional.of(new Problem("bad_payload", 400, "What has been published must be offered again, as what it was."));
        }
        return named.entrySet().stream().allMatch(each -> sources.containsKey(each.getKey()) || (voice != null && voice.hasOn(each.getValue()))) ? Optional.empty()
                : Optional.of(new Problem("forbidden", 403, "Switch your camera or screen on before you publish it."));
    }

    private static boolean isOffered(String offer, Map<String, Source> named) {
        Map<String, String> kinds = new HashMap<>();
        String kind = "";
        int sections = 0;
        for (Matcher line = LINE.matcher(offer); line.find();) {
            if (line.group(2) != null) {
                kind = line.group(2);
                sections++;
            } else {
                kinds.put(line.group(3), kind);
            }
        }
        return sections == kinds.size() && isSame(kinds, named);
    }

    private static boolean isSame(Map<String, String> kinds, Map<String, Source> named) {
        return kinds.keySet().equals(named.keySet()) && named.entrySet().stream().allMatch(each -> kind(each.getValue()).equals(kinds.get(each.getKey())));
    }

    private static String kind(Source source) {
        return source.isPicture() ? "video" : "audio";
    }

    /** What the media server has made of the description. False if it sees something else in it than what was named. */
    boolean takes(List<Track> tracks, JsonArray streams) {
        Map<String, String> kinds = new LinkedHashMap<>();
        Set<String> none = new HashSet<>();
        streams.getValuesAs(JsonObject.class).stream().sorted(Comparator.comparingLong(stream -> Words.number(stream, "mindex"))).forEach(stream -> {
            String mid = stream.getString("mid", "");
            kinds.put(mid, stream.getString("type", ""));
            if (stream.getBoolean("disabled", false)) {
                none.add(mid);
            }
        });
        Map<String, Source> named = new HashMap<>();
        tracks.forEach(track -> named.put(track.mid(), track.source()));
        List<String> order = List.copyOf(kinds.keySet());
        if (streams.size() != order.size() || !isSame(kinds, named) || !order.subList(0, sources.size()).equals(new ArrayList<>(sources.keySet()))) {
            return false;
        }
        order.forEach(mid -> sources.computeIfAbsent(mid, named::get));
        idle.clear();
        idle.addAll(none);
        return true;
    }

    /** All of it may be subscribed to from now on. */
    void settle() {
        settled.addAll(sources.keySet());
    }

    /** What listeners may be given, in the order of the description. */
    List<Flow> flows(long feed) {
        return sources.entrySet().stream().filter(each -> settled.contains(each.getKey())).map(each -> new Flow(feed, each.getKey(), each.getValue())).toList();
    }

    boolean isIdle(Flow flow) {
        return idle.contains(flow.mid());
    }

    /** Those that the media server does not treat as it should. */
    List<String> wrong(@Nullable Voice voice) {
        return those((mid, source) -> isMuted(mid) == mayBeForwarded(source, voice));
    }

    /** Whether something is forwarded that must not be. */
    boolean leaks(@Nullable Voice voice) {
        return !those((mid, source) -> !isMuted(mid) && !mayBeForwarded(source, voice)).isEmpty();
    }

    private List<String> those(BiPredicate<String, Source> which) {
        return sources.entrySet().stream().filter(each -> which.test(each.getKey(), each.getValue())).map(Map.Entry::getKey).toList();
    }

    private static boolean mayBeForwarded(Source source, @Nullable Voice voice) {
        return voice != null && voice.mayBeForwarded(source);
    }

    boolean isMuted(String mid) {
        return muted.contains(mid);
    }

    void isNow(String mid, boolean silent) {
        if (silent) {
            muted.add(mid);
        } else {
            muted.remove(mid);
        }
    }
}
