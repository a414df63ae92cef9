package dev.parley;

import dev.parley.problem.ProblemBody;
import jakarta.annotation.security.DeclareRoles;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorDefinition;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The REST API, which is everything under {@code /api}, and the one pool for background work, with a virtual thread for each task. */
@ApplicationPath("/api")
@LoginConfig(authMethod = "MP-JWT")
@DeclareRoles("user")
@ManagedScheduledExecutorDefinition(name = "java:app/concurrent/background", virtual = true)
@OpenAPIDefinition(components = @Components(schemas = @Schema(name = "ProblemBody", implementation = ProblemBody.class)), info = @Info(
        title = "Parley",
        version = "0.1.0",
        description = "Voice rooms for organisations. Every error is application/problem+json with a stable `code`.",
        license = @License(name = "MIT", identifier = "MIT")))
public class RestApplication extends Application {}
