package icfts.interop.memory;

import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.common.exceptions.ConfigurationException;
import org.identityconnectors.framework.spi.AbstractConfiguration;
import org.identityconnectors.framework.spi.ConfigurationProperty;

/** One property of each type that configurations commonly use. */
public class MemoryConfiguration extends AbstractConfiguration {

    private String realm;
    private int population;
    private GuardedString secret;
    private long quota = 100_000L;
    private boolean readOnly;
    private String[] reservedNames = { "root", "nobody" };

    @ConfigurationProperty(order = 1, required = true,
            displayMessageKey = "memory.realm.display", helpMessageKey = "memory.realm.help")
    public String getRealm() {
        return realm;
    }

    public void setRealm(String realm) {
        this.realm = realm;
    }

    @ConfigurationProperty(order = 2,
            displayMessageKey = "memory.population.display", helpMessageKey = "memory.population.help")
    public int getPopulation() {
        return population;
    }

    public void setPopulation(int population) {
        this.population = population;
    }

    @ConfigurationProperty(order = 3, confidential = true,
            displayMessageKey = "memory.secret.display", helpMessageKey = "memory.secret.help")
    public GuardedString getSecret() {
        return secret;
    }

    public void setSecret(GuardedString secret) {
        this.secret = secret;
    }

    @ConfigurationProperty(order = 4,
            displayMessageKey = "memory.quota.display", helpMessageKey = "memory.quota.help")
    public long getQuota() {
        return quota;
    }

    public void setQuota(long quota) {
        this.quota = quota;
    }

    @ConfigurationProperty(order = 5,
            displayMessageKey = "memory.readOnly.display", helpMessageKey = "memory.readOnly.help")
    public boolean isReadOnly() {
        return readOnly;
    }

    public void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    @ConfigurationProperty(order = 6,
            displayMessageKey = "memory.reservedNames.display", helpMessageKey = "memory.reservedNames.help")
    public String[] getReservedNames() {
        return reservedNames;
    }

    public void setReservedNames(String... reservedNames) {
        this.reservedNames = reservedNames;
    }

    @Override
    public void validate() {
        if (realm == null || realm.isBlank()) {
            throw new ConfigurationException("realm is missing");
        }
        if (population < 0) {
            throw new ConfigurationException("population is negative: " + population);
        }
    }
}
