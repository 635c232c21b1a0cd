package icfts.interop.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.common.exceptions.AlreadyExistsException;
import org.identityconnectors.framework.common.exceptions.ConnectorException;
import org.identityconnectors.framework.common.exceptions.UnknownUidException;
import org.identityconnectors.framework.common.objects.Attribute;
import org.identityconnectors.framework.common.objects.AttributeBuilder;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.ObjectClass;
import org.identityconnectors.framework.common.objects.Uid;

/** The accounts behind all connectors of one realm; they live as long as the JVM. */
final class Realm {

    private static final Map<String, Realm> REALMS = new ConcurrentHashMap<>();

    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final long quota;
    private int lastChange;

    private Realm(int population, long quota) {
        this.quota = quota;
        for (int i = 1; i <= population; i++) {
            add(Set.of(new Name("seed" + i), AttributeBuilder.build("mail", "seed" + i + "@example.test"),
                    AttributeBuilder.build("level", i)));
        }
    }

    static Realm of(MemoryConfiguration configuration) {
        return REALMS.computeIfAbsent(configuration.getRealm(),
                name -> new Realm(configuration.getPopulation(), configuration.getQuota()));
    }

    synchronized Uid add(Set<Attribute> attributes) {
        Account account = new Account("m-" + (accounts.size() + 1), attributes);
        if (living().size() >= quota) {
            throw new ConnectorException("The quota of " + quota + " accounts is used up");
        }
        refuseDuplicate(account);
        accounts.put(account.uid().getUidValue(), account);
        account.markChanged(++lastChange);
        return account.uid();
    }

    synchronized Uid change(Uid uid, Consumer<Account> change) {
        Account account = find(uid);
        change.accept(account);
        account.markChanged(++lastChange);
        return account.uid();
    }

    synchronized boolean hasPassword(Uid uid, GuardedString password) {
        return find(uid).hasPassword(password);
    }

    synchronized void remove(Uid uid) {
        find(uid).markDeleted(++lastChange);
    }

    synchronized List<Account> living() {
        List<Account> result = new ArrayList<>(accounts.values());
        result.removeIf(Account::isDeleted);
        return result;
    }

    synchronized List<Account> changedSince(int number) {
        List<Account> result = new ArrayList<>(accounts.values());
        result.removeIf(account -> account.changeNumber() <= number);
        result.sort(Comparator.comparingInt(Account::changeNumber));
        return result;
    }

    synchronized int lastChange() {
        return lastChange;
    }

    private Account find(Uid uid) {
        Account account = accounts.get(uid.getUidValue());
        if (account == null || account.isDeleted()) {
            throw new UnknownUidException(uid, ObjectClass.ACCOUNT);
        }
        return account;
    }

    private void refuseDuplicate(Account candidate) {
        for (Account account : accounts.values()) {
            if (!account.isDeleted() && account.name().equalsIgnoreCase(candidate.name())) {
                throw new AlreadyExistsException("An account named " + candidate.name() + " exists");
            }
        }
    }
}
