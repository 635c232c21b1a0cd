package icfts.interop.client;

import java.util.Map;
import java.util.StringJoiner;

/** Writes maps, iterables, booleans, numbers and null; everything else becomes a string. */
public final class Json {

    private Json() {
    }

    public static String write(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return String.valueOf(value);
        }
        if (value instanceof Map) {
            StringJoiner members = new StringJoiner(",", "{", "}");
            ((Map<?, ?>) value).forEach((key, item) -> members.add(quote(String.valueOf(key)) + ":" + write(item)));
            return members.toString();
        }
        if (value instanceof Iterable) {
            StringJoiner items = new StringJoiner(",", "[", "]");
            ((Iterable<?>) value).forEach(item -> items.add(write(item)));
            return items.toString();
        }
        return quote(String.valueOf(value));
    }

    /** Pure ASCII, so that the encoding of the standard output does not matter. */
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
