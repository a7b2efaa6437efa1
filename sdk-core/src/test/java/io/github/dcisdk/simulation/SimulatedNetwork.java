package io.github.dcisdk.simulation;

import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * The network between simulated processes: what one sends, the handler at the other host gets, or does not, or gets twice,
 * or later. Everything else, HTTP transport included, is the real code.
 */
final class SimulatedNetwork implements Interceptor {
    private final Map<String, Host> hosts = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();
    private final List<Delayed> delayed = new ArrayList<>();
    private final VirtualClock clock;
    private final Fate fate;
    private int delivered;

    /** What answers at a host name; it may be dead at the moment. */
    interface Host {
        InboundHandler handler() throws IOException;

        boolean isDead();
    }

    /** What happens to the next request. */
    interface Fate {
        RequestFate next();

        Duration delay();
    }

    enum RequestFate {
        DELIVERED,
        REQUEST_LOST,
        ANSWER_LOST,
        DUPLICATED,
        DELAYED
    }

    private record Delayed(Instant at, String host, InboundRequest request) {}

    SimulatedNetwork(VirtualClock clock, Fate fate) {
        this.clock = clock;
        this.fate = fate;
    }

    void connect(String name, Host host) {
        hosts.put(name, host);
    }

    void cut(String name) {
        unreachable.add(name);
    }

    void heal() {
        unreachable.clear();
    }

    /** How many requests reached a handler. */
    int delivered() {
        return delivered;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        String host = request.url().host();
        if (unreachable.contains(host)) {
            throw new ConnectException("no route");
        }
        InboundRequest inbound = read(request);
        RequestFate next = fate.next();
        if (next == RequestFate.REQUEST_LOST) {
            throw new SocketTimeoutException("the request was lost");
        } else if (next == RequestFate.DELAYED) {
            delayed.add(new Delayed(clock.instant().plus(fate.delay()), host, inbound));
            throw new SocketTimeoutException("the request is on its way");
        }
        InboundResponse answer = deliver(host, inbound);
        if (next == RequestFate.DUPLICATED) {
            answer = deliver(host, inbound);
        } else if (next == RequestFate.ANSWER_LOST) {
            throw new SocketTimeoutException("the answer was lost");
        }
        return response(request, answer);
    }

    private InboundResponse deliver(String name, InboundRequest request) throws IOException {
        Host host = hosts.get(name);
        if (host == null) {
            throw new ConnectException("nobody is called " + name);
        }
        delivered++;
        InboundResponse answer = host.handler().handle(request);
        if (host.isDead()) {
            throw new SocketException("connection reset");
        }
        return answer;
    }

    /** Delivers what is late and has arrived by now; nobody waits for the answers any more. */
    void deliverDelayed() {
        List<Delayed> due = delayed.stream()
                .filter(late -> !late.at().isAfter(clock.instant()))
                .toList();
        delayed.removeAll(due);
        for (Delayed late : due) {
            try {
                deliver(late.host(), late.request());
            } catch (IOException e) {
                // The receiver is dead: lost for good.
                delivered--;
            }
        }
    }

    private static InboundRequest read(Request request) throws IOException {
        Buffer body = new Buffer();
        if (request.body() != null) {
            request.body().writeTo(body);
        }
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        String authorization = request.header("Authorization");
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        return new InboundRequest(request.method(), request.url().encodedPath(), headers, body.readByteArray());
    }

    private static Response response(Request request, InboundResponse answer) {
        Response.Builder response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message("")
                .body(ResponseBody.create(answer.body(), MediaType.get("application/json")));
        answer.headers().forEach(response::header);
        return response.build();
    }
}
