package dev.parley.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of everything that was acknowledged.
 *
 * @param withLine arrived nowhere, because the line that it was for died with its node, which that client was told
 */
record Account(int acknowledged, int heard, int lost, int withLine, int doubled, int reordered, int gaps) {
    static Account of(List<Talker> talkers) {
        Map<String, List<Integer>> heard = new HashMap<>();
        Set<String> ended = new HashSet<>();
        talkers.forEach(each -> {
            heard.putAll(each.heard);
            ended.addAll(each.ended);
        });
        int acknowledged = 0;
        int lost = 0;
        int withLine = 0;
        for (Talker each : talkers) {
            for (Map.Entry<String, List<Integer>> pair : each.acknowledged.entrySet()) {
                Set<Integer> arrived = new HashSet<>(heard.getOrDefault(pair.getKey(), List.of()));
                int missing = (int) pair.getValue().stream().filter(number -> !arrived.contains(number)).count();
                acknowledged += pair.getValue().size();
                if (ended.contains(pair.getKey().substring(pair.getKey().indexOf('>') + 1))) {
                    withLine += missing;
                } else if (missing > 0) {
                    lost += missing;
                    pair.getValue().stream().filter(number -> !arrived.contains(number)).forEach(number -> lost(talkers, each, pair.getKey(), number));
                }
            }
        }
        int doubled = talkers.stream().mapToInt(each -> each.doubled).sum();
        int reordered = 0;
        for (Map.Entry<String, List<Integer>> pair : heard.entrySet()) {
            List<Integer> numbers = pair.getValue();
            int twice = numbers.size() - new HashSet<>(numbers).size();
            if (twice > 0) {
                System.out.println("doubled on " + pair.getKey() + ": " + numbers);
                tell(talkers, pair.getKey());
            }
            doubled += twice;
            reordered += !numbers.stream().sorted().toList().equals(numbers) ? 1 : 0;
        }
        talkers.stream().filter(each -> each.doubled + each.missing > 0).forEach(each -> System.out.println("misnumbered " + each.history));
        return new Account(acknowledged, heard.values().stream().mapToInt(List::size).sum(), lost, withLine, doubled, reordered, talkers.stream().mapToInt(each -> each.missing).sum());
    }

    private static void lost(List<Talker> talkers, Talker from, String pair, int number) {
        System.out.println("lost " + pair + " " + number + ", acknowledged at " + from.when.get(pair + " " + number));
        tell(talkers, pair);
    }

    /** What happened to those two, and when what one said was acknowledged. */
    private static void tell(List<Talker> talkers, String pair) {
        for (String peer : pair.split(">")) {
            talkers.stream().filter(each -> each.history.toString().contains(peer)).forEach(each -> System.out.println("  " + peer + " " + each.history));
        }
        talkers.stream().flatMap(each -> each.when.entrySet().stream()).filter(each -> each.getKey().startsWith(pair)).sorted(Map.Entry.comparingByValue())
                .forEach(each -> System.out.println("  " + each));
    }

    boolean isFine() {
        return lost == 0 && doubled == 0 && reordered == 0 && gaps == 0;
    }
}
