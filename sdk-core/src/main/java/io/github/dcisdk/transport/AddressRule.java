package io.github.dcisdk.transport;

import io.github.dcisdk.error.LogText;
import java.net.URI;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Which addresses a transport calls. The one place that decides about clear text. */
final class AddressRule {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\." + OCTET + "){3}|::1");

    private AddressRule() {}

    /**
     * Checks an address and turns it into OkHttp's form.
     *
     * @throws IllegalArgumentException if the transport does not call it; the message names neither query nor user
     */
    static HttpUrl require(URI uri, boolean clearTextAllowed) {
        HttpUrl url = HttpUrl.parse(uri.toString());
        if (url == null) {
            throw new IllegalArgumentException("not an absolute https address: give scheme, host and path");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(
                    "the address of " + LogText.safe(url.host()) + " holds credentials; give them as authentication");
        }
        if (!url.isHttps() && !clearTextAllowed && !isLoopback(url)) {
            throw new IllegalArgumentException("clear text (http:) is only for loopback, not for "
                    + LogText.safe(url.host()) + "; use https, or allowClearText() where the network is protected");
        }
        return url;
    }

    /** Whether the address is one of this machine, as far as its text tells. */
    static boolean isLoopback(HttpUrl url) {
        return LOOPBACK.matcher(url.host()).matches();
    }
}
