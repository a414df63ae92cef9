package dev.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A picture of what a message costs: groups of bars, one group a workload, one colour a server. */
final class Plot {
    private static final Map<String, String> COLOURS =
            Map.of("parley", "#0f766e", "parley-socketio", "#5eead4", "socketio", "#c2410c", "ws", "#a8a29e");
    private static final int WIDTH = 960;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int BOTTOM = 60;
    private static final int TOP = 60;

    private Plot() {}

    static String of(Report report) {
        List<String> groups = report.workloads("relay");
        List<String> bars = new ArrayList<>(report.contestants());
        double most = groups.stream().flatMapToDouble(group -> bars.stream().mapToDouble(bar -> report.median(bar, group, "cpuPer10k").orElse(0)))
                .max().orElse(1);
        StringBuilder svg = new StringBuilder(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                + "font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#292524\">\n<title>CPU seconds of the server for 10,000 relayed "
                + "messages</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", WIDTH, HEIGHT));
        text(svg, LEFT, 22, "start", "CPU seconds of the server for 10,000 relayed messages, less is better");
        int height = HEIGHT - BOTTOM - TOP;
        for (int line = 0; line <= 4; line++) {
            double y = HEIGHT - BOTTOM - height * line / 4.0;
            svg.append(String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#e7e5e4\"/>%n", LEFT, y, WIDTH - 10));
            text(svg, LEFT - 8, y + 4, "end", String.format(Locale.ROOT, "%.2f", most * line / 4));
        }
        double group = (double) (WIDTH - LEFT - 10) / Math.max(1, groups.size());
        double bar = group * 0.8 / Math.max(1, bars.size());
        for (int g = 0; g < groups.size(); g++) {
            for (int b = 0; b < bars.size(); b++) {
                double value = report.median(bars.get(b), groups.get(g), "cpuPer10k").orElse(0);
                double tall = height * value / most;
                svg.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                        LEFT + g * group + group * 0.1 + b * bar, HEIGHT - BOTTOM - tall, bar - 1, tall, COLOURS.getOrDefault(bars.get(b), "#78716c")));
            }
            String[] words = groups.get(g).replace("relay ", "").split(", ", 2);
            text(svg, LEFT + (g + 0.5) * group, HEIGHT - BOTTOM + 18, "middle", words[0]);
            text(svg, LEFT + (g + 0.5) * group, HEIGHT - BOTTOM + 34, "middle", words[words.length - 1]);
        }
        for (int b = 0; b < bars.size(); b++) {
            svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"34\" width=\"12\" height=\"12\" fill=\"%s\"/>%n", LEFT + b * 150,
                    COLOURS.getOrDefault(bars.get(b), "#78716c")));
            text(svg, LEFT + b * 150 + 18, 44, "start", bars.get(b));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words));
    }
}
