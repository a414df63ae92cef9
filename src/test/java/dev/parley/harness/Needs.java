package dev.parley.harness;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Programs that the test needs. Without them the test is skipped and says how to get them; with {@code CI=true} it fails. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
public @interface Needs {
    /** Their names on the PATH. */
    String[] value();

    /** Looks them up. */
    class Condition implements ExecutionCondition {
        private static final Map<String, String> PACKAGES = Map.of("turnserver", "coturn", "ip", "iproute2, and run as root",
                "mount", "mount, and run as root");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String[] programs = AnnotationSupport.findAnnotation(context.getElement(), Needs.class).map(Needs::value).orElse(new String[0]);
            Optional<String> missing = Arrays.stream(programs).filter(program -> !has(program)).findFirst();
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("found");
            }
            String hint = "needs " + missing.get() + ": apt-get install " + PACKAGES.getOrDefault(missing.get(), missing.get());
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new IllegalStateException(hint);
            }
            System.err.println(context.getDisplayName() + " left out, " + hint);
            return ConditionEvaluationResult.disabled(hint);
        }

        static boolean has(String program) {
            return find(program).isPresent() && mayUse(program);
        }

        /** Only root can make networks and disks. */
        private static boolean mayUse(String program) {
            return !(program.equals("ip") || program.equals("mount")) || System.getProperty("user.name").equals("root");
        }

        static Optional<Path> find(String program) {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
