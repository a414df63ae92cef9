package dev.parley.store;

import com.mongodb.ConnectionString;
import dev.parley.settings.BadSetting;
import dev.parley.settings.Settings;
import dev.parley.settings.StartSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the data is stored.
 *
 * @param address the MongoDB to use; empty means the embedded database
 * @param folder Parley's own files: the embedded database and the signing keys
 */
@Singleton
public record StoreSettings(Optional<ConnectionString> address, Path folder) implements StartSettings {

    @Inject
    public StoreSettings(Settings settings) {
        this(settings.text("DB_URI", "DATABASE_URL", "DB_URL").map(StoreSettings::parse), settings.path("DATA_DIR"));
    }

    @Override
    public void check() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadSetting("DATA_DIR", "is a folder that cannot be created");
        }
        if (!Files.isWritable(folder)) {
            throw new BadSetting("DATA_DIR", "is a folder that Parley may not write to");
        }
    }

    private static ConnectionString parse(String address) {
        try {
            return new ConnectionString(address);
        } catch (IllegalArgumentException bad) {
            // The driver's message may contain the address, and so a password.
            throw new BadSetting("DB_URI", "must be a MongoDB address such as mongodb://host:27017/parley");
        }
    }
}
