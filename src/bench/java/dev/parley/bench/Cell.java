package dev.parley.bench;

import java.util.Map;
import java.util.TreeMap;

/** One measurement. */
record Cell(String contestant, String workload, int round, Map<String, Double> figures) {
    Cell {
        figures = new TreeMap<>(figures);
    }

    String json() {
        StringBuilder json = new StringBuilder("{\"contestant\":\"" + contestant + "\",\"workload\":\"" + workload + "\",\"round\":" + round);
        figures.forEach((name, value) -> json.append(",\"").append(name).append("\":").append(value));
        return json.append('}').toString();
    }
}
