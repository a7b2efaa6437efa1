package io.github.dcisdk.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/** Names, sockets and certificates that do what a test wants, so that no test leaves this machine. */
final class TestNetwork {
    private TestNetwork() {}

    /** A client that takes any certificate, of a peer on this machine. */
    static OkHttpClient.Builder anyCertificate() {
        X509TrustManager trusting = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {trusting}, new SecureRandom());
            return new OkHttpClient.Builder()
                    .sslSocketFactory(tls.getSocketFactory(), trusting)
                    .hostnameVerifier((host, session) -> true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives one list of addresses after the other, the last one for ever, and remembers what it was asked. */
    static final class Names implements Dns {
        final List<String> asked = new CopyOnWriteArrayList<>();
        private final List<List<InetAddress>> answers;

        private Names(List<List<InetAddress>> answers) {
            this.answers = answers;
        }

        /** One answer after the other; the addresses of an answer are separated by spaces. */
        static Names answering(String... answers) {
            return new Names(Stream.of(answers)
                    .map(answer -> Stream.of(answer.split(" "))
                            .map(TestNetwork::address)
                            .toList())
                    .toList());
        }

        @Override
        public List<InetAddress> lookup(String host) {
            asked.add(host);
            return answers.get(Math.min(asked.size(), answers.size()) - 1);
        }
    }

    /** Sockets that remember where they were to connect to, and either fail there or connect to somewhere else. */
    static final class Sockets extends SocketFactory {
        final List<String> connections = new CopyOnWriteArrayList<>();
        final List<Integer> connectTimeouts = new CopyOnWriteArrayList<>();
        private final boolean diverted;
        private final int port;

        private Sockets(boolean diverted, int port) {
            this.diverted = diverted;
            this.port = port;
        }

        static Sockets failing() {
            return new Sockets(false, 0);
        }

        static Sockets toLoopback(int port) {
            return new Sockets(true, port);
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws IOException {
                    connectTimeouts.add(timeout);
                    connections.add(((InetSocketAddress) endpoint).getAddress().getHostAddress());
                    if (!diverted) {
                        throw new ConnectException("as the test wants");
                    }
                    super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int atPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int atPort, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int atPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int atPort, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
