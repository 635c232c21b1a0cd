package icfts.interop.mirror;

import java.io.File;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;

/**
 * One text for every value that the protocol carries, with its type, the same in Java and in TypeScript: what one side
 * has sent and the other has received is compared as text.
 */
public final class Describe {

    private static final int LONG_TEXT = 200;

    private Describe() {
    }

    public static String of(Object value) {
        if (value == null || value instanceof Boolean) {
            return String.valueOf(value);
        }
        if (value instanceof Map || value instanceof Set || value instanceof List || value.getClass().isArray()) {
            return collection(value);
        }
        String scalar = scalar(value);
        return scalar != null ? scalar : DescribeObjects.of(value);
    }

    private static String scalar(Object value) {
        if (value instanceof String) {
            return text((String) value);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Byte) {
            return value.getClass().getSimpleName() + " " + value;
        }
        if (value instanceof Double) {
            return String.format("Double %016x", Double.doubleToLongBits((Double) value));
        }
        if (value instanceof Float) {
            return String.format("Float %08x", Float.floatToIntBits((Float) value));
        }
        if (value instanceof Character) {
            return "Character " + text(String.valueOf(value));
        }
        if (value instanceof BigDecimal) {
            return "BigDecimal " + ((BigDecimal) value).unscaledValue() + " scale " + ((BigDecimal) value).scale();
        }
        if (value instanceof BigInteger || value instanceof ZonedDateTime || value instanceof URI
                || value instanceof File || value instanceof Locale) {
            return value.getClass().getSimpleName() + " " + value;
        }
        if (value instanceof Class) {
            return "Class " + ((Class<?>) value).getSimpleName();
        }
        return secret(value);
    }

    private static String secret(Object value) {
        StringBuilder clear = new StringBuilder();
        if (value instanceof GuardedString) {
            ((GuardedString) value).access(chars -> clear.append(chars));
            return "GuardedString " + text(clear.toString());
        }
        if (value instanceof GuardedByteArray) {
            ((GuardedByteArray) value).access(bytes -> clear.append(hex(bytes)));
            return "GuardedByteArray " + clear;
        }
        return null;
    }

    private static String collection(Object value) {
        if (value instanceof byte[]) {
            return "ByteArray " + hex((byte[]) value);
        }
        if (value instanceof Map) {
            List<String> entries = new ArrayList<>();
            ((Map<?, ?>) value).forEach((key, item) -> entries.add(of(key) + "=" + of(item)));
            return sorted("{", entries, "}");
        }
        if (value instanceof Set) {
            return sorted("Set{", each((Set<?>) value), "}");
        }
        if (value instanceof List) {
            return "[" + String.join(", ", each((List<?>) value)) + "]";
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(Array.get(value, i));
        }
        return value.getClass().getSimpleName() + "(" + String.join(", ", each(items)) + ")";
    }

    static List<String> each(Iterable<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(of(value)));
        return texts;
    }

    static String sorted(String open, List<String> texts, String close) {
        Collections.sort(texts);
        return open + String.join(", ", texts) + close;
    }

    /** Quoted and in ASCII; a long one by its length and hash. */
    static String text(String value) {
        if (value.length() > LONG_TEXT) {
            return "text of " + value.length() + " " + hash(value.getBytes(StandardCharsets.UTF_16BE));
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            quoted.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
        }
        return quoted.append('"').toString();
    }

    private static String hex(byte[] bytes) {
        if (bytes.length > LONG_TEXT) {
            return "of " + bytes.length + " " + hash(bytes);
        }
        StringBuilder digits = new StringBuilder("x");
        for (byte b : bytes) {
            digits.append(String.format("%02x", b));
        }
        return digits.toString();
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
