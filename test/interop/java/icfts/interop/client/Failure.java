package icfts.interop.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.identityconnectors.framework.impl.api.remote.RemoteWrappedException;

/** What a caller learns from an exception, the remote ones seen as midPoint and Syncope see them. */
public final class Failure {

    private static final List<Class<? extends Throwable>> KNOWN = List.of(
            AlreadyExistsException.class, ConfigurationException.class, ConnectionBrokenException.class,
            ConnectionFailedException.class, ConnectorIOException.class, ConnectorSecurityException.class,
            InvalidAttributeValueException.class, InvalidCredentialException.class,
            InvalidPasswordException.class, OperationTimeoutException.class, PasswordExpiredException.class,
            PermissionDeniedException.class, PreconditionFailedException.class,
            PreconditionRequiredException.class, RetryableException.class, UnknownUidException.class,
            ConnectorException.class, UnsupportedOperationException.class, IllegalArgumentException.class);

    private Failure() {
    }

    public static Map<String, Object> describe(Throwable thrown) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("exception", className(thrown));
        details.put("message", thrown.getMessage());
        details.put("thrown", thrown.getClass().getName());
        details.put("is", matching(thrown));
        if (thrown.getCause() != null) {
            details.put("cause", className(thrown.getCause()));
            details.put("causeMessage", thrown.getCause().getMessage());
        }
        return details;
    }

    private static String className(Throwable thrown) {
        return thrown instanceof RemoteWrappedException
                ? ((RemoteWrappedException) thrown).getExceptionClass()
                : thrown.getClass().getName();
    }

    private static List<String> matching(Throwable thrown) {
        List<String> names = new ArrayList<>();
        for (Class<? extends Throwable> known : KNOWN) {
            boolean matches = thrown instanceof RemoteWrappedException
                    ? ((RemoteWrappedException) thrown).is(known)
                    : known.isInstance(thrown);
            if (matches) {
                names.add(known.getSimpleName());
            }
        }
        return names;
    }
}
