package icfts.interop.client;

import java.io.File;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;

/** Turns the text of the command line into values of the type that a connector declares. */
final class Text {

    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(GuardedString.class, text -> new GuardedString(text.toCharArray())),
            Map.entry(GuardedByteArray.class,
                    text -> new GuardedByteArray(text.getBytes(StandardCharsets.UTF_8))),
            Map.entry(int.class, Integer::valueOf),
            Map.entry(Integer.class, Integer::valueOf),
            Map.entry(long.class, Long::valueOf),
            Map.entry(Long.class, Long::valueOf),
            Map.entry(double.class, Double::valueOf),
            Map.entry(Double.class, Double::valueOf),
            Map.entry(boolean.class, Boolean::valueOf),
            Map.entry(Boolean.class, Boolean::valueOf),
            Map.entry(BigDecimal.class, BigDecimal::new),
            Map.entry(BigInteger.class, BigInteger::new),
            Map.entry(URI.class, URI::create),
            Map.entry(File.class, File::new));

    private Text() {
    }

    static Object parse(String text, Class<?> type) {
        if (type.isArray() && type != byte[].class) {
            String[] parts = split(text);
            Object array = Array.newInstance(type.getComponentType(), parts.length);
            for (int i = 0; i < parts.length; i++) {
                Array.set(array, i, parse(parts[i], type.getComponentType()));
            }
            return array;
        }
        Function<String, Object> parser = PARSERS.get(type);
        if (parser == null) {
            throw new IllegalArgumentException("No text form is known for " + type.getName());
        }
        return parser.apply(text);
    }

    static String[] split(String text) {
        return text.isEmpty() ? new String[0] : text.split(",");
    }
}
