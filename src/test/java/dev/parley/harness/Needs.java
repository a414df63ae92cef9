package dev.parley.harness;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A program that the test needs. Without it the test is left out and says how to get it; with {@code CI=true} that is a failure. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
public @interface Needs {
    /** The program's name on the PATH, which is its Debian package too. */
    String value();

    /** Looks the program up. */
    class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String program = AnnotationSupport.findAnnotation(context.getElement(), Needs.class).map(Needs::value).orElse("");
            if (program.isEmpty() || find(program).isPresent()) {
                return ConditionEvaluationResult.enabled("found");
            }
            String hint = program + " is not installed: apt-get install " + program;
            if (Boolean.parseBoolean(System.getenv("CI"))) {
                throw new IllegalStateException(hint);
            }
            System.err.println(context.getDisplayName() + " left out, " + hint);
            return ConditionEvaluationResult.disabled(hint);
        }

        static Optional<Path> find(String program) {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
