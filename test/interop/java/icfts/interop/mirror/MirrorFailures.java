package icfts.interop.mirror;

import java.util.Map;
import java.util.function.Function;
import org.identityconnectors.framework.common.exceptions.AlreadyExistsException;
import org.identityconnectors.framework.common.exceptions.ConfigurationException;
import org.identityconnectors.framework.common.exceptions.ConnectionBrokenException;
import org.identityconnectors.framework.common.exceptions.ConnectionFailedException;
import org.identityconnectors.framework.common.exceptions.ConnectorException;
import org.identityconnectors.framework.common.exceptions.ConnectorIOException;
import org.identityconnectors.framework.common.exceptions.ConnectorSecurityException;
import org.identityconnectors.framework.common.exceptions.InvalidAttributeValueException;
import org.identityconnectors.framework.common.exceptions.InvalidCredentialException;
import org.identityconnectors.framework.common.exceptions.InvalidPasswordException;
import org.identityconnectors.framework.common.exceptions.OperationTimeoutException;
import org.identityconnectors.framework.common.exceptions.PasswordExpiredException;
import org.identityconnectors.framework.common.exceptions.PermissionDeniedException;
import org.identityconnectors.framework.common.exceptions.PreconditionFailedException;
import org.identityconnectors.framework.common.exceptions.PreconditionRequiredException;
import org.identityconnectors.framework.common.exceptions.RetryableException;
import org.identityconnectors.framework.common.exceptions.UnknownUidException;
import org.identityconnectors.framework.common.objects.Uid;

/** Exceptions by name, and "null:NAME" for one without a message. */
final class MirrorFailures {

    /** A bundle's own exception, which no client knows. */
    public static final class HouseException extends UnknownUidException {
        private static final long serialVersionUID = 1L;

        HouseException(String message) {
            super(message);
        }
    }

    private static final Map<String, Function<String, RuntimeException>> BY_NAME = Map.ofEntries(
            Map.entry("AlreadyExistsException", AlreadyExistsException::new),
            Map.entry("ConfigurationException", ConfigurationException::new),
            Map.entry("ConnectionBrokenException", ConnectionBrokenException::new),
            Map.entry("ConnectionFailedException", ConnectionFailedException::new),
            Map.entry("ConnectorIOException", ConnectorIOException::new),
            Map.entry("PasswordExpiredException",
                    message -> new PasswordExpiredException(message).initUid(new Uid("u7"))),
            Map.entry("InvalidPasswordException", InvalidPasswordException::new),
            Map.entry("UnknownUidException", UnknownUidException::new),
            Map.entry("InvalidCredentialException", InvalidCredentialException::new),
            Map.entry("PermissionDeniedException", PermissionDeniedException::new),
            Map.entry("ConnectorSecurityException", ConnectorSecurityException::new),
            Map.entry("OperationTimeoutException", OperationTimeoutException::new),
            Map.entry("InvalidAttributeValueException", InvalidAttributeValueException::new),
            Map.entry("PreconditionFailedException", PreconditionFailedException::new),
            Map.entry("PreconditionRequiredException", PreconditionRequiredException::new),
            Map.entry("RetryableException", message -> RetryableException.wrap(message, new Uid("u7"))),
            Map.entry("ConnectorException", ConnectorException::new),
            Map.entry("IllegalArgumentException", IllegalArgumentException::new),
            Map.entry("UnsupportedOperationException", UnsupportedOperationException::new),
            Map.entry("HouseException", HouseException::new),
            Map.entry("ForeignError", IllegalStateException::new));

    private MirrorFailures() {
    }

    static RuntimeException of(String name) {
        return name.startsWith("null:")
                ? BY_NAME.get(name.substring(5)).apply(null)
                : BY_NAME.get(name).apply("It's a " + name + ": {0} \u20ac \ud83d\udd11");
    }
}
