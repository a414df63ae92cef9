package dev.parley.profile;

import static dev.parley.harness.Person.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.harness.Api;
import dev.parley.harness.OwnServer;
import dev.parley.harness.Person;
import dev.parley.harness.Rooms;
import dev.parley.harness.ServerProcess;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Many pictures at once that are small files but large pictures, against a server with as little memory as docker/compose.small.yaml gives it. */
@OwnServer
class AvatarAttackIT {
    private static final int AT_ONCE = 20;

    private static String memoryOfTheSmallComposition() throws IOException {
        return Files.readAllLines(Path.of("docker/compose.small.yaml")).stream().map(String::strip).filter(line -> line.startsWith("JVM_ARGS: "))
                .findFirst().orElseThrow().substring("JVM_ARGS: ".length());
    }

    private static String dataUrl(BufferedImage picture, int padding) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(Arrays.copyOf(out.toByteArray(), out.size() + padding));
    }

    private static BufferedImage sixteenBits() {
        ComponentColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_USHORT);
        return new BufferedImage(model, model.createCompatibleWritableRaster(4000, 4000), false, null);
    }

    @Test
    void aSmallServerSurvivesTwentyLargePicturesAtOnceAndAnswersEach() throws Exception {
        List<String> pictures = List.of(dataUrl(new BufferedImage(4000, 4000, BufferedImage.TYPE_INT_RGB), 0), dataUrl(sixteenBits(), 0),
                dataUrl(new BufferedImage(4000, 4000, BufferedImage.TYPE_INT_RGB), 2_000_000));
        try (ServerProcess server = ServerProcess.ready("parley-avatars", Map.of("JVM_ARGS", memoryOfTheSmallComposition()));
                ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Person> people = IntStream.range(0, AT_ONCE / 2).mapToObj(i -> Person.called("ada", server.api())).toList();
            Map<Person, String> rooms = people.stream().collect(Collectors.toMap(Function.identity(), who -> Rooms.open(who, "Room")));
            for (String picture : pictures) {
                // Each of them twice, because one account may not have two read at once either: one of themselves and one of their room.
                var all = many.invokeAll(Stream.concat(
                        people.stream().map(who -> (Callable<Api.Answer>) () -> who.api().put("/api/user/update_profile", json("avatar", picture))),
                        people.stream().map(who -> (Callable<Api.Answer>) () -> who.api().put("/api/rooms/" + rooms.get(who) + "/cover", json("cover", picture)))).toList());
                List<String> answers = new ArrayList<>();
                for (var each : all) {
                    Api.Answer answer = each.get();
                    answers.add(answer.status() == 200 ? "200" : answer.status() + " " + answer.code());
                }
                assertTrue(server.isAlive(), server.output());
                assertTrue(List.of("200", "429 rate_limited", "503 busy").containsAll(answers), answers.toString());
                assertTrue(answers.contains("200"), answers.toString());
            }
            assertEquals(200, server.api().get("/health/ready").status());
        }
    }
}
