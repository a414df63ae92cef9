package dev.parley.door;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig;
import org.jspecify.annotations.Nullable;

/** Makes endpoints as beans. Who may come in is decided before, by {@link DoorFilter}. */
public class Doorway extends ServerEndpointConfig.Configurator {
    /** Looking for it walks the stack, so it is looked for once. */
    private @Nullable BeanManager beans;

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        BeanManager found = beans;
        if (found == null) {
            found = CDI.current().getBeanManager();
            beans = found;
        }
        return found.createInstance().select(type).get();
    }

    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }
}
