package dev.parley.notify;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Texts in the reader's language.
 *
 * @param bundle the name of the properties that have them
 */
public record Texts(String bundle) {
    public String text(String language, String key, Object... inserts) {
        ResourceBundle texts = ResourceBundle.getBundle(bundle, Locale.of(language), ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(texts.getString(key), Locale.of(language)).format(inserts);
    }
}
