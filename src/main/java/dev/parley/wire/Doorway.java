package dev.parley.wire;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig;

/** Makes endpoints as beans. Who may come in is decided before, by {@link DoorFilter}. */
public class Doorway extends ServerEndpointConfig.Configurator {
    @Override
    public <T> T getEndpointInstance(Class<T> type) {
        return CDI.current().select(type).get();
    }

    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }
}
