package dev.parley.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** The medians of all rounds, as tables. */
record Report(List<Cell> cells) {

    OptionalDouble median(String contestant, String workload, String figure) {
        double[] all = cells.stream().filter(cell -> cell.contestant().equals(contestant) && cell.workload().equals(workload))
                .filter(cell -> cell.figures().containsKey(figure)).mapToDouble(cell -> cell.figures().get(figure)).sorted().toArray();
        return all.length == 0 ? OptionalDouble.empty() : OptionalDouble.of((all[(all.length - 1) / 2] + all[all.length / 2]) / 2);
    }

    Set<String> contestants() {
        return cells.stream().map(Cell::contestant).sorted().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    List<String> workloads(String prefix) {
        return cells.stream().map(Cell::workload).filter(workload -> workload.startsWith(prefix)).distinct().toList();
    }

    String tables() {
        StringBuilder text = new StringBuilder();
        table(text, "CPU seconds for 10,000 messages", "relay", "cpuPer10k", "%.3f");
        table(text, "Messages for one CPU second", "relay", "perCpuSecond", "%,.0f");
        table(text, "Relayed in a second, with one core", "relay", "perSecond", "%,.0f");
        table(text, "p50, milliseconds", "relay", "p50us", "%.2f", 1e-3);
        table(text, "p99, milliseconds", "relay", "p99us", "%.2f", 1e-3);
        table(text, "p99.9, milliseconds", "relay", "p999us", "%.2f", 1e-3);
        table(text, "Lost", "relay", "lost", "%.0f");
        table(text, "The generator's busy share", "", "generatorBusy", "%.2f");
        table(text, "Deliveries for one CPU second", "fan-out", "perCpuSecond", "%,.0f");
        table(text, "Mutes told to one person, for one CPU second", "fan-out", "eventsPerCpuSecond", "%,.0f");
        table(text, "CPU seconds for a storm", "storm", "cpuSeconds", "%.2f");
        table(text, "Kilobytes for an idle connection", "memory", "kbEach", "%.1f");
        table(text, "Resident memory in all, MB", "memory", "rssMb", "%.0f");
        return text.toString();
    }

    private void table(StringBuilder text, String title, String prefix, String figure, String format) {
        table(text, title, prefix, figure, format, 1);
    }

    private void table(StringBuilder text, String title, String prefix, String figure, String format, double factor) {
        List<String> columns = new ArrayList<>(contestants());
        List<String> rows = workloads(prefix).stream()
                .filter(row -> columns.stream().anyMatch(column -> median(column, row, figure).isPresent())).toList();
        if (rows.isEmpty()) {
            return;
        }
        text.append("\n### ").append(title).append("\n| |").append(columns.stream().map(column -> " " + column + " |").collect(Collectors.joining()))
                .append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        for (String row : rows) {
            text.append("| ").append(row).append(" |");
            for (String column : columns) {
                OptionalDouble value = median(column, row, figure);
                text.append(' ').append(value.isEmpty() ? "" : String.format(Locale.ROOT, format, value.getAsDouble() * factor)).append(" |");
            }
            text.append('\n');
        }
    }
}
