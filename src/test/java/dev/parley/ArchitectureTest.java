package dev.parley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.lang.reflect.Executable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of docs/architecture.md, enforced. */
class ArchitectureTest {
    private static final JavaClasses PARLEY =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.parley");

    /** Which package may import which. A package that is not listed must not exist. All packages may use {@code settings} and {@code problem}. */
    private static final Map<String, Set<String>> MAY_IMPORT = arrows(Map.ofEntries(
            Map.entry("settings", Set.of()),
            Map.entry("problem", Set.of()),
            Map.entry("web", Set.of()),
            Map.entry("embedded", Set.of()),
            Map.entry("entity", Set.of()),
            Map.entry("store", Set.of("entity", "embedded")),
            Map.entry("bus", Set.of()),
            Map.entry("cluster", Set.of("store", "protocol")),
            Map.entry("notify", Set.of("cluster", "protocol")),
            Map.entry("session", Set.of("cluster", "store", "protocol", "web")),
            Map.entry("limits", Set.of("session", "store", "protocol")),
            Map.entry("code", Set.of("limits", "session", "store", "protocol", "notify")),
            Map.entry("account", Set.of("cluster", "code", "session", "store", "protocol")),
            Map.entry("signin", Set.of("account", "code", "limits", "session", "protocol", "notify", "web")),
            Map.entry("picture", Set.of("protocol")),
            Map.entry("profile", Set.of("signin", "account", "picture", "session", "store", "protocol", "web")),
            Map.entry("room", Set.of("entity", "live", "store", "protocol")),
            Map.entry("schedule", Set.of("store", "protocol")),
            Map.entry("member", Set.of("room", "live", "session", "store", "protocol")),
            Map.entry("chat", Set.of("room", "live", "store", "protocol")),
            Map.entry("lobby", Set.of("schedule", "room", "member", "chat", "account", "picture", "profile", "session", "limits", "live", "protocol", "entity", "store", "web")),
            Map.entry("preview", Set.of("lobby", "picture", "store", "protocol")),
            Map.entry("push", Set.of("account", "session", "store", "protocol", "web")),
            Map.entry("calendar", Set.of("notice", "notify", "limits", "lobby", "schedule", "member", "room", "account", "session", "store", "protocol", "web")),
            Map.entry("notice", Set.of("push", "notify", "lobby", "schedule", "member", "room", "chat", "profile", "account", "session", "live", "store", "protocol", "web")),
            Map.entry("guest", Set.of("lobby", "member", "account", "code", "session", "limits", "live", "protocol")),
            Map.entry("protocol", Set.of()),
            Map.entry("live", Set.of("protocol")),
            Map.entry("door", Set.of("limits", "session", "store", "protocol")),
            Map.entry("wire", Set.of()),
            Map.entry("engineio", Set.of("door", "limits", "wire", "session", "protocol")),
            Map.entry("socketio", Set.of("engineio", "json", "limits", "wire", "session", "protocol")),
            Map.entry("line", Set.of("live", "limits", "session", "protocol", "words", "socketio", "wire")),
            Map.entry("signalling", Set.of("door", "limits", "line", "live", "lobby", "room", "session", "store", "media", "protocol", "words", "socketio", "wire")),
            Map.entry("spread", Set.of("bus", "cluster", "line", "live", "store", "protocol", "words", "json")),
            Map.entry("sfu", Set.of("live", "wire", "protocol")),
            Map.entry("json", Set.of()),
            Map.entry("words", Set.of("json", "protocol")),
            Map.entry("media", Set.of("session", "protocol"))));

    private static Map<String, Set<String>> arrows(Map<String, Set<String>> own) {
        Map<String, Set<String>> arrows = new HashMap<>();
        own.forEach((from, to) -> {
            Set<String> all = new java.util.HashSet<>(to);
            // The protocol and the settings use no other package of ours.
            if (!List.of("protocol", "settings", "problem").contains(from)) {
                all.addAll(List.of("settings", "problem"));
            }
            arrows.put(from, all);
        });
        return arrows;
    }

    @Test
    void packagesImportOnlyWhatTheyMay() {
        classes().that().resideInAPackage("dev.parley.*").should(new ArchCondition<>("import only whom their package may") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                String own = feature(from);
                if (own.equals("ops")) {
                    return; // It reports on all packages.
                }
                if (!MAY_IMPORT.containsKey(own)) {
                    events.add(SimpleConditionEvent.violated(from, own + " is a package that the map does not know"));
                    return;
                }
                from.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith("dev.parley"))
                        .filter(dependency -> !feature(dependency.getTargetClass()).equals(own))
                        .filter(dependency -> !MAY_IMPORT.get(own).contains(feature(dependency.getTargetClass())))
                        .forEach(dependency -> events.add(SimpleConditionEvent.violated(from, dependency.getDescription())));
            }
        }).check(PARLEY);
    }

    @Test
    void theRoomAndItsMessagesKnowNoJson() {
        noClasses().that().resideInAnyPackage("dev.parley.live", "dev.parley.protocol")
                .should().dependOnClassesThat().resideInAnyPackage("com.fasterxml..", "jakarta.json..").check(PARLEY);
    }

    @Test
    void onlyTheFramingsReadJson() {
        only("com.fasterxml..", inPackages("json", "words", "socketio")).check(PARLEY);
    }

    @Test
    void onlyTheClusterKnowsRedis() {
        only("io.lettuce..", inPackages("bus", "cluster")).check(PARLEY);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("dev.parley.(*)..").should().beFreeOfCycles().check(PARLEY);
    }

    @Test
    void packagesAreFlat() {
        noClasses().should().resideInAPackage("dev.parley.*.*..").allowEmptyShould(true).check(PARLEY);
    }

    @Test
    void onlyTheSocketsKnowWebSockets() {
        only("jakarta.websocket..", inPackages("signalling", "line", "engineio", "door", "wire", "sfu")).check(PARLEY);
    }

    /** Nobody else opens connections of this kind, and the media server is the only one that we open them to. */
    @Test
    void onlyItsControlSpeaksToTheMediaServer() {
        noClasses().that(DescribedPredicate.not(inPackages("sfu"))).should().dependOnClassesThat().haveFullyQualifiedName("jakarta.websocket.ContainerProvider")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("jakarta.websocket.ClientEndpointConfig").check(PARLEY);
    }

    @Test
    void onlyTheEdgeKnowsHttp() {
        only("jakarta.ws.rs..", inPackages("problem", "socketio")
                .or(JavaClass.Predicates.simpleNameEndingWith("Resource"))
                .or(JavaClass.Predicates.simpleNameEndingWith("Filter"))
                .or(DescribedPredicate.describe("an outgoing API", type -> outermost(type).getSimpleName().endsWith("Api")))
                .or(DescribedPredicate.describe("inside a resource", type -> outermost(type).getSimpleName().endsWith("Resource")))
                .or(JavaClass.Predicates.resideInAPackage("dev.parley"))).check(PARLEY);
    }

    @Test
    void everyRestMethodSaysWhoMayCallIt() {
        DescribedPredicate<JavaAnnotation<?>> whom = DescribedPredicate.describe("for whom",
                annotation -> Set.of(RolesAllowed.class.getName(), PermitAll.class.getName(), DenyAll.class.getName()).contains(annotation.getRawType().getName()));
        DescribedPredicate<JavaAnnotation<?>> http = DescribedPredicate.describe("answers requests", annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class));
        methods().that().areAnnotatedWith(http).and().areDeclaredInClassesThat(
                DescribedPredicate.describe("are resources", type -> !type.isInterface() && !type.isAnnotatedWith(whom))).should().beAnnotatedWith(whom)
                .allowEmptyShould(true).check(PARLEY);
    }

    @Test
    void onlySettingsReadTheConfiguration() {
        only("org.eclipse.microprofile.config..", JavaClass.Predicates.simpleNameEndingWith("Settings")).check(PARLEY);
    }

    @Test
    void theProtocolAndTheLiveRoomArePlainJava() {
        noClasses().that().resideInAPackage("dev.parley.protocol")
                .or(JavaClass.Predicates.resideInAPackage("dev.parley.live").and(DescribedPredicate.describe("decide what happens",
                        type -> !Set.of("LiveRooms", "Forwarding").contains(outermost(type).getSimpleName()))))
                .should().dependOnClassesThat(JavaClass.Predicates.resideInAnyPackage("jakarta..", "java.util.concurrent..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("jakarta.json.bind.annotation"))))
                .allowEmptyShould(true).check(PARLEY);
    }

    @Test
    void aRepositoryIsUsedInItsOwnPackageOnly() {
        classes().that().areAnnotatedWith("jakarta.data.repository.Repository").should().bePackagePrivate()
                .allowEmptyShould(true).check(PARLEY);
    }

    /** Otherwise an entity would soon have a second mapping. */
    @Test
    void onlyTheStoreReadsAndWritesDocumentsFieldByField() {
        noClasses().that().resideOutsideOfPackages("dev.parley.entity", "dev.parley.store", "dev.parley.embedded").should().dependOnClassesThat()
                .haveFullyQualifiedName("org.bson.Document").check(PARLEY);
    }

    /**
     * Swapped texts compile, swapped ids do not. An id becomes text again where JSON begins: in the answers of resources and in what people see
     * of their own account. The ids of PeerJS peers and of the Twilio account are not ours.
     */
    @Test
    void idsHaveTypesOfTheirOwn() {
        Set<String> ids = Set.of("roomId", "meetingId", "userId", "accountId", "account", "sessionId", "session", "peerId", "messageId", "replyTo");
        DescribedPredicate<JavaClass> json = DescribedPredicate.describe("go out as JSON", type -> type.isRecord()
                && (type.getSimpleName().startsWith("Own") || (type.isNestedClass() && outermost(type).getSimpleName().endsWith("Resource"))));
        classes().that().resideOutsideOfPackages("dev.parley.protocol", "dev.parley.words", "dev.parley.notify").and(DescribedPredicate.not(json))
                .should(new ArchCondition<>("take no id for a text") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        Class<?> real = type.reflect();
                        Stream.<Executable>concat(Stream.of(real.getDeclaredMethods()), Stream.of(real.getDeclaredConstructors()))
                                .forEach(each -> Stream.of(each.getParameters())
                                        .filter(taken -> taken.getType() == String.class && ids.contains(taken.getName()))
                                        .forEach(taken -> events.add(SimpleConditionEvent.violated(type, each + " takes a text as " + taken.getName()))));
                    }
                }).check(PARLEY);
    }

    /** A test moves the time with the one clock. Durations may be measured with {@link System#nanoTime}, because they are not a time of day. */
    @Test
    void onlyTheOneClockGivesTheTime() {
        noClasses().that().doNotHaveFullyQualifiedName("dev.parley.settings.Time").should().accessTargetWhere(DescribedPredicate.describe("say what time it is", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getName();
            return (owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"))) || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
                    || (owner.equals("java.util.Date") && access.getTarget().getFullName().endsWith("<init>()"));
        })).check(PARLEY);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Util|Utils)").check(PARLEY);
    }

    private static ArchRule only(String whom, DescribedPredicate<JavaClass> who) {
        return noClasses().that(DescribedPredicate.not(who)).should().dependOnClassesThat().resideInAPackage(whom);
    }

    private static DescribedPredicate<JavaClass> inPackages(String... features) {
        return DescribedPredicate.describe("in " + List.of(features), type -> List.of(features).contains(feature(type)));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /** The first package below dev.parley, or nothing for the root. */
    private static String feature(JavaClass type) {
        String rest = type.getPackageName().substring("dev.parley".length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
    }
}
