package dev.parley.socketio;

import dev.parley.engineio.Engine;
import dev.parley.session.Visitor;
import dev.parley.limits.Places;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;

/** Opens {@code /socket.io/} if there is a namespace to connect to. As for every socket, web.xml decides who may come in. */
public class SocketIoListener implements ServletContextListener {
    private static final String PATH = "/socket.io/";

    @Inject
    Instance<Namespace> namespaces;

    @Inject
    SocketIoSettings settings;

    @Resource(lookup = "java:app/concurrent/background")
    ManagedScheduledExecutorService background;

    @Resource
    ManagedExecutorService readers;

    @Inject
    Clients clients;

    @Inject
    Places places;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (namespaces.isUnsatisfied()) {
            return;
        }
        Engine opened = new Engine(settings.terms(), places, background, readers, Visitor::of,
                new SocketIo(namespaces, settings.terms().maxPayload(), settings.connectTimeout()));
        try {
            opened.open(event.getServletContext(), PATH);
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
        clients.opened(opened);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        clients.close();
    }
}
