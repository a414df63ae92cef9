package dev.parley.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is measured, and for how long: words such as `rounds=5 seconds=4 only=relay,storm servers=parley,ws`.
 *
 * @param warmUp messages of each size that every contestant relays before the first round
 */
record Options(int rounds, Duration cell, int warmUp, Set<String> only, List<String> servers, List<Integer> sizes, List<Integer> rates, int idle) {
    private static final String WORKLOADS = "relay,fanout,storm,memory";
    private static final String SERVERS = "parley,parley-socketio,socketio,ws";

    static Options of(String[] words) {
        Map<String, String> given = given(words);
        return new Options(Integer.parseInt(given.getOrDefault("rounds", "5")),
                Duration.ofMillis((long) (1_000 * Double.parseDouble(given.getOrDefault("seconds", "4")))),
                Integer.parseInt(given.getOrDefault("warmup", "1000000")), new HashSet<>(list(given.getOrDefault("only", WORKLOADS))),
                list(given.getOrDefault("servers", SERVERS)),
                list(given.getOrDefault("sizes", "300,3000")).stream().map(Integer::valueOf).toList(),
                list(given.getOrDefault("rates", "1000,5000,10000,20000,0")).stream().map(Integer::valueOf).toList(),
                Integer.parseInt(given.getOrDefault("idle", "10000")));
    }

    private static Map<String, String> given(String[] words) {
        return Arrays.stream(words).flatMap(word -> Arrays.stream(word.trim().split(" +"))).filter(word -> word.contains("="))
                .collect(Collectors.toMap(word -> word.substring(0, word.indexOf('=')), word -> word.substring(word.indexOf('=') + 1)));
    }

    /** The one number that a smaller program is told, such as {@code cuts=1000}. */
    static int number(String[] words, String name, int otherwise) {
        return Integer.parseInt(given(words).getOrDefault(name, String.valueOf(otherwise)));
    }

    private static List<String> list(String words) {
        return List.of(words.split(","));
    }

    /** As many accounts as seats in the largest room, and enough that none makes more rooms than it may. */
    int people() {
        return measures("fanout") || measures("memory") || measures("storm") ? FanOut.PEOPLE : 50;
    }

    boolean measures(String workload) {
        return only.contains(workload);
    }
}
