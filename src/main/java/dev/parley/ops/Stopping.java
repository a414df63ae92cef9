package dev.parley.ops;

import dev.parley.cluster.ClusterSettings;
import dev.parley.settings.Notice;
import dev.parley.signalling.Connections;
import dev.parley.socketio.Clients;
import dev.parley.spread.Spread;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out that the server is about to stop while its connections are still open, so that it reports not ready first. */
@ApplicationScoped
public class Stopping {
    private static final Logger LOG = Logger.getLogger(Stopping.class.getName());
    private static final String KERNEL = "com.ibm.ws.kernel.service";
    private static final String LISTENER = "com.ibm.wsspi.kernel.service.utils.ServerQuiesceListener";

    @Inject
    Connections connections;

    @Inject
    Clients clients;

    @Inject
    Reserve reserve;

    @Inject
    Spread spread;

    @Inject
    ClusterSettings cluster;

    private volatile boolean begun;
    private @Nullable Object registration;
    private @Nullable Class<?> registrationType;

    public boolean begun() {
        return begun;
    }

    /**
     * Liberty tells its own components before it stops, but tells an application only when the connections are already gone. So Parley registers
     * as such a component, through the OSGi framework of the server. All components are told at once, and the one with the sockets cuts them
     * right then. But a component is fetched before those of lower rank are told. Parley says its goodbyes while it is being fetched.
     */
    @SuppressWarnings("JdkObsolete") // OSGi requires a Dictionary
    void listen(@Observes @Initialized(ApplicationScoped.class) ServletContext context) throws ReflectiveOperationException {
        ClassLoader part = context.getClass().getClassLoader();
        Object bundle = part.getClass().getMethod("getBundle").invoke(part);
        ClassLoader osgi = bundle.getClass().getClassLoader();
        Class<?> bundleType = Class.forName("org.osgi.framework.Bundle", false, osgi);
        Class<?> frameworkType = Class.forName("org.osgi.framework.BundleContext", false, osgi);
        Class<?> factoryType = Class.forName("org.osgi.framework.ServiceFactory", false, osgi);
        Object framework = bundleType.getMethod("getBundleContext").invoke(bundle);
        for (Object each : (Object[]) frameworkType.getMethod("getBundles").invoke(framework)) {
            if (KERNEL.equals(bundleType.getMethod("getSymbolicName").invoke(each))) {
                Class<?> listener = (Class<?>) bundleType.getMethod("loadClass", String.class).invoke(each, LISTENER);
                Object told = Proxy.newProxyInstance(listener.getClassLoader(), new Class<?>[] {listener}, answering(() -> null));
                Object fetched = Proxy.newProxyInstance(osgi, new Class<?>[] {factoryType}, answering(() -> {
                    stop();
                    return told;
                }));
                registration = frameworkType.getMethod("registerService", String.class, Object.class, Dictionary.class)
                        .invoke(framework, LISTENER, fetched, new Hashtable<>(Map.of("service.ranking", Integer.MAX_VALUE)));
                registrationType = Class.forName("org.osgi.framework.ServiceRegistration", false, osgi);
            }
        }
    }

    /** The application ends while the server goes on, or after the server told it to stop. */
    @PreDestroy
    void forget() {
        try {
            if (registrationType != null) {
                registrationType.getMethod("unregister").invoke(registration);
            }
        } catch (ReflectiveOperationException gone) {
            LOG.log(Level.FINE, gone, () -> "Parley was already unregistered");
        }
    }

    private void stop() {
        begun = true;
        LOG.log(Notice.NOTICE, "Stopping: no new requests are taken, those in progress are finished");
        if (cluster.redis().isPresent()) {
            spread.handOver();
            connections.moveAway(cluster.drainDeadline());
        }
        connections.goAway();
        clients.close();
        reserve.end();
    }

    @SuppressWarnings("ReferenceEquality") // a proxy equals only itself
    private static InvocationHandler answering(Supplier<@Nullable Object> asked) {
        return (proxy, method, arguments) -> switch (method.getName()) {
            case "serverStopping", "getService" -> asked.get();
            case "ungetService" -> null;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            default -> "Parley";
        };
    }
}
