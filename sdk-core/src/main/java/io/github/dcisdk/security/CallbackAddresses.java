package io.github.dcisdk.security;

import io.github.dcisdk.security.CallbackCheck.Permitted;
import io.github.dcisdk.security.CallbackCheck.Reason;
import io.github.dcisdk.security.CallbackCheck.Refused;
import io.github.dcisdk.transport.AddressGuard;
import io.github.dcisdk.transport.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where one sender may be called back.
 *
 * @param origins registered origins, {@code https} or on loopback
 * @param clearText registered origins in clear text
 * @param any whether every other public {@code https} address is permitted as well
 * @param inner whether private addresses are
 */
record CallbackAddresses(Set<Origin> origins, Set<Origin> clearText, boolean any, boolean inner) {
    static final CallbackAddresses NONE = new CallbackAddresses(Set.of(), Set.of(), false, false);

    CallbackAddresses {
        origins = Set.copyOf(origins);
        clearText = Set.copyOf(clearText);
    }

    CallbackAddresses withOrigins(String... texts) {
        Set<Origin> read = read(texts);
        read.stream()
                .filter(origin -> !origin.isSecure() && !origin.isLoopback())
                .findFirst()
                .ifPresent(origin -> {
                    throw new IllegalArgumentException("callback origin " + origin
                            + " is in clear text, which is only for loopback: use https, or"
                            + " callbackOriginsInClearText(..) where the network is protected");
                });
        return new CallbackAddresses(read, clearText, any, inner);
    }

    CallbackAddresses withOriginsInClearText(String... texts) {
        Set<Origin> read = read(texts);
        read.stream().filter(Origin::isSecure).findFirst().ifPresent(origin -> {
            throw new IllegalArgumentException(
                    "callback origin " + origin + " is not in clear text: name it with callbackOrigins(..)");
        });
        return new CallbackAddresses(origins, read, any, inner);
    }

    CallbackAddresses withAny() {
        return new CallbackAddresses(origins, clearText, true, inner);
    }

    CallbackAddresses withInner() {
        return new CallbackAddresses(origins, clearText, any, true);
    }

    private static Set<Origin> read(String... texts) {
        Set<Origin> read = new LinkedHashSet<>();
        for (int i = 0; i < texts.length; i++) {
            try {
                read.add(Origin.parse(texts[i]));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("callback origin " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return read;
    }

    CallbackCheck check(String text) {
        if (text.isBlank()) {
            return new Refused(Reason.MISSING, "there is none");
        }
        URI address;
        Origin origin;
        try {
            address = new URI(text);
            origin = Origin.of(address);
        } catch (URISyntaxException e) {
            return new Refused(Reason.NOT_AN_ADDRESS, "it is no URI (RFC 3986)");
        } catch (IllegalArgumentException e) {
            return new Refused(Reason.NOT_AN_ADDRESS, String.valueOf(e.getMessage()));
        }
        Optional<Reason> reason = refusal(origin);
        if (reason.isPresent()) {
            return new Refused(reason.get(), detail(reason.get()));
        }
        AddressGuard guard = guard(origin);
        return guard.objection(address)
                .<CallbackCheck>map(objection -> new Refused(Reason.INNER_ADDRESS, objection))
                .orElseGet(() -> new Permitted(address, guard));
    }

    private Optional<Reason> refusal(Origin origin) {
        if (isRegistered(origin)) {
            return Optional.empty();
        } else if (!origin.isSecure()) {
            return Optional.of(Reason.CLEAR_TEXT);
        } else if (any) {
            return Optional.empty();
        }
        return Optional.of(origins.isEmpty() && clearText.isEmpty() ? Reason.NO_ORIGIN : Reason.OTHER_ORIGIN);
    }

    private boolean isRegistered(Origin origin) {
        return origins.contains(origin) || clearText.contains(origin);
    }

    private static String detail(Reason reason) {
        return reason.meaning()
                + (reason == Reason.CLEAR_TEXT
                        ? "; use https, or register its origin, with TrustedSender.callbackOriginsInClearText(..) unless"
                                + " it is on loopback"
                        : "; register its origin with TrustedSender.callbackOrigins(..)");
    }

    /** What was registered was chosen by us, so it may be on loopback, and behind a proxy. */
    private AddressGuard guard(Origin origin) {
        AddressGuard guard = inner ? AddressGuard.PUBLIC_ONLY.allowPrivate() : AddressGuard.PUBLIC_ONLY;
        if (!isRegistered(origin)) {
            return guard;
        }
        guard = guard.allowThroughProxy(origin.host());
        guard = origin.isLoopback() ? guard.allowLoopbackInClearText() : guard;
        return clearText.contains(origin) ? guard.allowClearText() : guard;
    }

    /** What an entry says of itself; nothing if nobody is called back. */
    List<String> describe() {
        List<String> parts = new ArrayList<>();
        Set<Origin> all = new LinkedHashSet<>(origins);
        all.addAll(clearText);
        if (!all.isEmpty()) {
            parts.add("callbacks to "
                    + all.stream().map(Origin::toString).sorted().toList());
        }
        if (any) {
            parts.add("callbacks to any address");
        }
        if (inner) {
            parts.add("callbacks to private addresses");
        }
        return parts;
    }
}
