package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the kernel says that a process used, and on which core it may run. */
final class Account {
    /** The clock of /proc: a hundred a second on every Linux that Java runs on. */
    private static final double TICKS = 100;

    private Account() {}

    /** CPU seconds so far, of all threads, in the kernel too. */
    static double cpu(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        // The name in parentheses may hold anything; utime and stime are the 14th and 15th field.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    /** Of this process. */
    static double cpu() throws IOException {
        return cpu(ProcessHandle.current().pid());
    }

    /** Resident memory in bytes. */
    static long memory(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElseThrow();
    }

    /** A command as it is started on that core only. */
    static List<String> on(int core, List<String> command) {
        List<String> all = new java.util.ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
        all.addAll(command);
        return all;
    }

    /** Moves this process, all its threads, to that core. */
    static void moveTo(int core) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", String.valueOf(core), String.valueOf(ProcessHandle.current().pid()))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!taskset.waitFor(10, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
            throw new IOException("taskset could not pin the generator");
        }
    }
}
