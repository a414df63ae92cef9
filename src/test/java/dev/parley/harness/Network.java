package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A separate network that can reach one address of this machine ({@link #HUB}) and nothing else. */
public final class Network implements AutoCloseable {
    public static final String HUB = "10.99.0.1";

    private final String name;
    private final String subnet;
    /** Not called veth…, because browsers ignore the addresses of such interfaces. */
    private final String here;

    public Network(int number) {
        name = "parley-" + number + "-" + ProcessHandle.current().pid();
        here = "parley-net" + number;
        subnet = "10.99." + number + ".";
        // Left over from a test that was killed before it could tidy up.
        if (Files.exists(Path.of("/sys/class/net", here))) {
            run("ip link delete " + here);
        }
        run("ip netns add " + name);
        run("ip link add " + here + " type veth peer name media0 netns " + name);
        run("ip address add " + subnet + "1/24 dev " + here);
        if (number == 1) {
            run("ip address add " + HUB + "/32 dev " + here);
        }
        run("ip link set " + here + " up");
        run("ip -n " + name + " address add " + subnet + "2/24 dev media0");
        run("ip -n " + name + " link set lo up");
        run("ip -n " + name + " link set media0 up");
        run("ip -n " + name + " route add " + HUB + " via " + subnet + "1");
    }

    /** The address in this network, which this machine can reach. */
    public String address() {
        return subnet + "2";
    }

    /** The address of this machine in that network. */
    public String gateway() {
        return subnet + "1";
    }

    /** Lets it send anything anywhere, which browsers ask for before they look for a way. It still gets no further than this machine. */
    public Network withDefaultRoute() {
        run("ip -n " + name + " route add default via " + subnet + "1");
        return this;
    }

    /** A program that starts another one in this network. */
    public Path within(Path program) {
        try {
            Path script = Path.of("target/" + name + "-" + program.getFileName()).toAbsolutePath();
            Files.writeString(script, "#!/bin/sh\nexec ip netns exec " + name + " " + program + " \"$@\"\n");
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The link goes first: a network that is deleted takes its end of the link with it at some later time, when the next may need the name. */
    @Override
    public void close() {
        run("ip link delete " + here);
        run("ip netns delete " + name);
    }

    private static void run(String command) {
        try {
            Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
