package dev.parley.harness;

import jakarta.inject.Inject;
import java.lang.reflect.Field;

/** Gives a bean what the server would inject, by type: for a test that needs the real bean and nothing around it. */
public final class Injected {
    private Injected() {}

    public static <T> T into(T bean, Object... parts) {
        for (Field field : bean.getClass().getDeclaredFields()) {
            for (Object part : parts) {
                if (field.isAnnotationPresent(Inject.class) && field.getType().isInstance(part)) {
                    set(bean, field, part);
                }
            }
        }
        return bean;
    }

    private static void set(Object bean, Field field, Object part) {
        try {
            field.setAccessible(true);
            field.set(bean, part);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
