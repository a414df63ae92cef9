package dev.parley.entity;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import jakarta.data.repository.DataRepository;
import jakarta.data.repository.Repository;
import jakarta.nosql.Embeddable;
import jakarta.nosql.Entity;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jnosql.mapping.metadata.ClassScanner;

/** Finds entities and repositories for JNoSQL among our own classes. JNoSQL's own scanner reads all classes, which takes seconds. */
public class EntityScanner implements ClassScanner {
    private final Set<Class<?>> entities;
    private final Set<Class<?>> embeddables;
    private final Set<Class<?>> repositories;

    public EntityScanner() {
        try (ScanResult scan = new ClassGraph().acceptPackages("dev.parley").enableClassInfo().enableAnnotationInfo().ignoreClassVisibility().scan()) {
            entities = annotated(scan, Entity.class);
            embeddables = annotated(scan, Embeddable.class);
            repositories = annotated(scan, Repository.class);
        }
    }

    private static Set<Class<?>> annotated(ScanResult scan, Class<? extends Annotation> with) {
        return new HashSet<>(scan.getClassesWithAnnotation(with).loadClasses());
    }

    @Override
    public Set<Class<?>> entities() {
        return Set.copyOf(entities);
    }

    @Override
    public Set<Class<?>> repositories() {
        return Set.copyOf(repositories);
    }

    @Override
    public Set<Class<?>> embeddables() {
        return Set.copyOf(embeddables);
    }

    @Override
    public <T extends DataRepository<?, ?>> Set<Class<?>> repositories(Class<T> type) {
        Set<Class<?>> found = new HashSet<>(repositories);
        found.removeIf(repository -> !type.isAssignableFrom(repository));
        return Set.copyOf(found);
    }

    @Override
    public Set<Class<?>> repositoriesStandard() {
        return repositories(DataRepository.class);
    }

    @Override
    public Set<Class<?>> customRepositories() {
        return Set.of();
    }
}
