package io.github.dcisdk.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * One proxy for everything but this machine: what is in clear text because it stays on loopback would otherwise leave the
 * machine.
 */
final class FixedProxy extends ProxySelector {
    private final List<Proxy> proxies;

    FixedProxy(InetSocketAddress address) {
        this.proxies = List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public List<Proxy> select(URI uri) {
        HttpUrl url = HttpUrl.get(uri);
        return url != null && AddressRule.isLoopback(url) ? List.of(Proxy.NO_PROXY) : proxies;
    }

    /** Whether to try again is the retry layer's matter. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
