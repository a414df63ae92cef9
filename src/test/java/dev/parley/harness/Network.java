package dev.parley.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A separate network that can reach one address of this machine ({@link #HUB}) and nothing else. A browser gives up what it is about to load
 * when the addresses of its machine change, so all networks are made before the first browser starts, and stay until the tests have ended.
 */
public final class Network {
    private static final long PROCESS = ProcessHandle.current().pid();
    private static final String ADDRESSES = "10." + (100 + PROCESS % 100) + ".";
    public static final String HUB = ADDRESSES + "0.1";
    private static final int MOST = 6;
    private static boolean made;

    private final String name;
    private final String subnet;

    private Network(int number) {
        name = "parley-" + PROCESS + "-" + number;
        subnet = ADDRESSES + number + ".";
    }

    /** One of six. Tests that run one after the other may use the same. */
    public static Network number(int number) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException("There are " + MOST + " networks.");
        }
        makeAll();
        return new Network(number);
    }

    static synchronized void makeAll() {
        if (made || !Needs.Condition.has("ip")) {
            return;
        }
        made = true;
        removeThose(process -> process == PROCESS || ProcessHandle.of(process).isEmpty());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> removeThose(process -> process == PROCESS)));
        IntStream.rangeClosed(1, MOST).mapToObj(Network::new).forEach(Network::make);
        run("ip address add " + HUB + "/32 dev " + new Network(1).here());
    }

    private void make() {
        run("ip netns add " + name);
        run("ip link add " + here() + " type veth peer name media0 netns " + name);
        // Without an address that the system would add to it a second later.
        run("ip link set " + here() + " addrgenmode none");
        run("ip address add " + subnet + "1/24 dev " + here());
        run("ip link set " + here() + " up");
        run("ip -n " + name + " address add " + subnet + "2/24 dev media0");
        run("ip -n " + name + " link set lo up");
        run("ip -n " + name + " link set media0 up");
        run("ip -n " + name + " route add " + HUB + " via " + subnet + "1");
    }

    /** Not called veth…, because browsers ignore the addresses of such interfaces. */
    private String here() {
        return name.replaceAll("-", "");
    }

    /** Also those of tests that were killed before they could tidy up. The end here goes with the network. */
    private static void removeThose(LongPredicate ofProcess) {
        try (Stream<Path> networks = Files.list(Path.of("/run/netns"))) {
            networks.map(file -> file.getFileName().toString()).filter(name -> name.matches("parley-\\d+-\\d+") && ofProcess.test(Long.parseLong(name.split("-")[1])))
                    .forEach(name -> run("ip netns delete " + name));
        } catch (NoSuchFileException none) {
            // Nobody has made a network since the machine started.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        run("ip -n " + name + " route replace default via " + subnet + "1");
        return this;
    }

    /** A program that starts another one in this network. */
    public Path within(Path program) {
        return Programs.script(name + "-" + program.getFileName(), "ip netns exec " + name + " " + program);
    }

    private static void run(String command) {
        try {
            Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
