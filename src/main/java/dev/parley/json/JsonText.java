package dev.parley.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Writer;

/** One factory for all: it shares names and buffers. What is too deep, or a number too long, is not read; how long a text may be, its frame says. */
public final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(32).maxNumberLength(40).maxNameLength(256).maxStringLength(Integer.MAX_VALUE).build()).build();

    private JsonText() {}

    public static JsonParser parser(String text) throws IOException {
        return JSON.createParser(text);
    }

    public static JsonGenerator generator(Writer to) throws IOException {
        return JSON.createGenerator(to);
    }

    /** The value that the parser is at, as it stands in the text; the parser is at its end then. */
    public static String slice(JsonParser parser, String text) throws IOException {
        int from = from(parser);
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            parser.finishToken();
        }
        parser.skipChildren();
        return text.substring(from, to(parser));
    }

    /** Where the value begins that the parser is at. */
    public static int from(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** Where that ends which has been read. */
    public static int to(JsonParser parser) {
        return (int) parser.currentLocation().getCharOffset();
    }
}
