package dev.parley.ops;

import dev.parley.settings.AddressSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.Dictionary;

/**
 * Opens the server to other machines if their users are served. server.xml opens it to this machine only, because it cannot express a condition.
 * The server's configuration service can be changed before the port is opened, so that is done here.
 */
@ApplicationScoped
public class Listening {
    private static final String ADMINISTRATION = "org.osgi.service.cm.ConfigurationAdmin";

    @Inject
    AddressSettings addresses;

    void open(@Observes @Priority(1) @Initialized(ApplicationScoped.class) ServletContext context) throws ReflectiveOperationException {
        if (addresses.listensOn().equals(addresses.listen())) {
            return;
        }
        ClassLoader part = context.getClass().getClassLoader();
        Object bundle = part.getClass().getMethod("getBundle").invoke(part);
        ClassLoader osgi = bundle.getClass().getClassLoader();
        Object framework = Class.forName("org.osgi.framework.Bundle", false, osgi).getMethod("getBundleContext").invoke(bundle);
        Class<?> frameworkType = Class.forName("org.osgi.framework.BundleContext", false, osgi);
        Object reference = frameworkType.getMethod("getServiceReference", String.class).invoke(framework, ADMINISTRATION);
        Object administration = frameworkType.getMethod("getService", Class.forName("org.osgi.framework.ServiceReference", false, osgi))
                .invoke(framework, reference);
        ClassLoader settings = administration.getClass().getClassLoader();
        Class<?> settingsType = Class.forName("org.osgi.service.cm.Configuration", false, settings);
        Object[] endpoints = (Object[]) Class.forName(ADMINISTRATION, false, settings).getMethod("listConfigurations", String.class)
                .invoke(administration, "(id=defaultHttpEndpoint)");
        for (Object endpoint : endpoints) {
            @SuppressWarnings("unchecked") // OSGi guarantees the type
            Dictionary<String, Object> values = (Dictionary<String, Object>) settingsType.getMethod("getProperties").invoke(endpoint);
            values.put("host", addresses.listensOn());
            settingsType.getMethod("update", Dictionary.class).invoke(endpoint, values);
        }
    }
}
