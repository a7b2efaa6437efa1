package io.github.dcisdk.contract;

import io.github.dcisdk.inbound.InboundHandler;
import io.github.dcisdk.inbound.InboundRequest;
import io.github.dcisdk.inbound.InboundResponse;
import io.github.dcisdk.inbound.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps every request as the server handed it over, and says in its answer how many bytes it had. */
final class ProbeHandler implements InboundHandler {
    static final int LIMIT = 1 << 20;
    static final int LARGE_ANSWER = 5 << 20;

    final List<InboundRequest> requests = new CopyOnWriteArrayList<>();
    final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    final CountDownLatch letGo = new CountDownLatch(1);
    final AtomicInteger working = new AtomicInteger();
    final AtomicInteger mostWorking = new AtomicInteger();

    @Override
    public InboundResponse handle(InboundRequest request) {
        requests.add(request);
        mostWorking.accumulateAndGet(working.incrementAndGet(), Math::max);
        try {
            return switch (request.path()) {
                case "/throws" -> throw new IllegalStateException("secret of the handler");
                case "/fails" -> throw new StackOverflowError("secret of the handler");
                case "/large" -> InboundResponse.json(200, largeAnswer());
                case "/empty" -> InboundResponse.json(200, new byte[0]);
                case "/turned-away" -> refuse(Refusal.NOT_FOUND);
                case "/waits" -> {
                    letGo.await();
                    yield size(request);
                }
                default -> size(request);
            };
        } catch (InterruptedException e) {
            return refuse(Refusal.UNAVAILABLE);
        } finally {
            working.decrementAndGet();
        }
    }

    private static InboundResponse size(InboundRequest request) {
        return json(200, "{\"bytes\":" + request.body().length + "}").withHeader("X-Probe", "yes");
    }

    static byte[] largeAnswer() {
        byte[] answer = new byte[LARGE_ANSWER];
        for (int i = 0; i < answer.length; i++) {
            answer[i] = (byte) ('a' + i % 23);
        }
        return answer;
    }

    private static InboundResponse json(int status, String body) {
        return InboundResponse.json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InboundResponse refuse(Refusal refusal) {
        refusals.add(refusal);
        InboundResponse response = json(refusal.httpStatus(), "{\"refusal\":\"" + refusal + "\"}");
        return refusal == Refusal.UNAVAILABLE ? response.withHeader("Retry-After", "5") : response;
    }

    @Override
    public int maxBodyBytes() {
        return LIMIT;
    }
}
