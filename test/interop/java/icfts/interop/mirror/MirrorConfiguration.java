package icfts.interop.mirror;

import java.io.File;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.identityconnectors.common.script.Script;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.common.exceptions.ConfigurationException;
import org.identityconnectors.framework.spi.AbstractConfiguration;
import org.identityconnectors.framework.spi.ConfigurationProperty;

/** One property of each type that a property may have. */
public class MirrorConfiguration extends AbstractConfiguration {

    private final Map<String, Object> values = new LinkedHashMap<>();

    public MirrorConfiguration() {
        values.put("host", "mirror.example.test");
        values.put("primitiveInt", 7);
        values.put("primitiveLong", 9_007_199_254_740_993L);
        values.put("primitiveDouble", 2.5d);
        values.put("primitiveFloat", 0.5f);
        values.put("primitiveBoolean", true);
        values.put("primitiveChar", 'x');
        values.put("texts", new String[] { "one", "two" });
    }

    /** What a script reads back; a property without a value is null. */
    Map<String, Object> values() {
        return values;
    }

    @Override
    public void validate() {
        if ("invalid".equals(values.get("host"))) {
            throw new ConfigurationException("The host invalid is refused");
        }
    }

    @ConfigurationProperty(order = 1, required = true, displayMessageKey = "mirror.host.display",
            helpMessageKey = "mirror.host.help", groupMessageKey = "mirror.group")
    public String getHost() {
        return (String) values.get("host");
    }

    public void setHost(String value) {
        values.put("host", value);
    }

    @ConfigurationProperty(order = 2, displayMessageKey = "mirror.apostrophe.display",
            helpMessageKey = "mirror.apostrophe.help")
    public int getPrimitiveInt() {
        return (int) values.get("primitiveInt");
    }

    public void setPrimitiveInt(int value) {
        values.put("primitiveInt", value);
    }

    @ConfigurationProperty(order = 3, displayMessageKey = "mirror.braces.display",
            helpMessageKey = "mirror.braces.help")
    public Integer getBoxedInt() {
        return (Integer) values.get("boxedInt");
    }

    public void setBoxedInt(Integer value) {
        values.put("boxedInt", value);
    }

    @ConfigurationProperty(order = 4)
    public long getPrimitiveLong() {
        return (long) values.get("primitiveLong");
    }

    public void setPrimitiveLong(long value) {
        values.put("primitiveLong", value);
    }

    @ConfigurationProperty(order = 5)
    public Long getBoxedLong() {
        return (Long) values.get("boxedLong");
    }

    public void setBoxedLong(Long value) {
        values.put("boxedLong", value);
    }

    @ConfigurationProperty(order = 6)
    public double getPrimitiveDouble() {
        return (double) values.get("primitiveDouble");
    }

    public void setPrimitiveDouble(double value) {
        values.put("primitiveDouble", value);
    }

    @ConfigurationProperty(order = 7)
    public Double getBoxedDouble() {
        return (Double) values.get("boxedDouble");
    }

    public void setBoxedDouble(Double value) {
        values.put("boxedDouble", value);
    }

    @ConfigurationProperty(order = 8)
    public float getPrimitiveFloat() {
        return (float) values.get("primitiveFloat");
    }

    public void setPrimitiveFloat(float value) {
        values.put("primitiveFloat", value);
    }

    @ConfigurationProperty(order = 9)
    public Float getBoxedFloat() {
        return (Float) values.get("boxedFloat");
    }

    public void setBoxedFloat(Float value) {
        values.put("boxedFloat", value);
    }

    @ConfigurationProperty(order = 10)
    public boolean isPrimitiveBoolean() {
        return (boolean) values.get("primitiveBoolean");
    }

    public void setPrimitiveBoolean(boolean value) {
        values.put("primitiveBoolean", value);
    }

    @ConfigurationProperty(order = 11)
    public Boolean getBoxedBoolean() {
        return (Boolean) values.get("boxedBoolean");
    }

    public void setBoxedBoolean(Boolean value) {
        values.put("boxedBoolean", value);
    }

    @ConfigurationProperty(order = 12)
    public char getPrimitiveChar() {
        return (char) values.get("primitiveChar");
    }

    public void setPrimitiveChar(char value) {
        values.put("primitiveChar", value);
    }

    @ConfigurationProperty(order = 13)
    public Character getBoxedChar() {
        return (Character) values.get("boxedChar");
    }

    public void setBoxedChar(Character value) {
        values.put("boxedChar", value);
    }

    @ConfigurationProperty(order = 14)
    public URI getUri() {
        return (URI) values.get("uri");
    }

    public void setUri(URI value) {
        values.put("uri", value);
    }

    @ConfigurationProperty(order = 15)
    public File getFile() {
        return (File) values.get("file");
    }

    public void setFile(File value) {
        values.put("file", value);
    }

    @ConfigurationProperty(order = 16, confidential = true)
    public GuardedString getSecret() {
        return (GuardedString) values.get("secret");
    }

    public void setSecret(GuardedString value) {
        values.put("secret", value);
    }

    @ConfigurationProperty(order = 17, confidential = true)
    public GuardedByteArray getSecretBytes() {
        return (GuardedByteArray) values.get("secretBytes");
    }

    public void setSecretBytes(GuardedByteArray value) {
        values.put("secretBytes", value);
    }

    @ConfigurationProperty(order = 18)
    public Script getScript() {
        return (Script) values.get("script");
    }

    public void setScript(Script value) {
        values.put("script", value);
    }

    @ConfigurationProperty(order = 19)
    public String[] getTexts() {
        return (String[]) values.get("texts");
    }

    public void setTexts(String[] value) {
        values.put("texts", value);
    }

    @ConfigurationProperty(order = 20)
    public int[] getNumbers() {
        return (int[]) values.get("numbers");
    }

    public void setNumbers(int[] value) {
        values.put("numbers", value);
    }

    @ConfigurationProperty(order = 21)
    public Long[] getLongs() {
        return (Long[]) values.get("longs");
    }

    public void setLongs(Long[] value) {
        values.put("longs", value);
    }

    @ConfigurationProperty(order = 22, confidential = true)
    public GuardedString[] getSecrets() {
        return (GuardedString[]) values.get("secrets");
    }

    public void setSecrets(GuardedString[] value) {
        values.put("secrets", value);
    }

    @ConfigurationProperty(order = 23)
    public URI[] getUris() {
        return (URI[]) values.get("uris");
    }

    public void setUris(URI[] value) {
        values.put("uris", value);
    }

    @ConfigurationProperty(order = 24)
    public boolean[] getFlags() {
        return (boolean[]) values.get("flags");
    }

    public void setFlags(boolean[] value) {
        values.put("flags", value);
    }
}
