package io.github.dcisdk.inbound;

import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds what is at the path, and takes POST of JSON only. Of several operations at one path, the action decides later. */
final class RouteStep implements InboundStep {
    private final Map<String, List<Binding>> operationsByPath;

    RouteStep(Map<String, List<Binding>> operationsByPath) {
        this.operationsByPath = Map.copyOf(operationsByPath);
    }

    @Override
    public void handle(InboundExchange exchange) {
        InboundRequest request = exchange.request();
        List<Binding> bindings = operationsByPath.getOrDefault(request.path(), List.of());
        if (bindings.isEmpty()) {
            throw new RefusedRequestException(Refusal.NOT_FOUND);
        }
        if (!request.method().equals("POST")) {
            throw new RefusedRequestException(Refusal.METHOD_NOT_ALLOWED);
        }
        String contentType = request.header("Content-Type").orElse("");
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!mediaType.equals("application/json")) {
            boolean isKnownSlip = mediaType.equals("text/plain") || mediaType.isEmpty();
            if (!isKnownSlip || !bindings.stream().allMatch(Binding::isForConsumer)) {
                throw new RefusedRequestException(Refusal.UNSUPPORTED_MEDIA_TYPE);
            }
            exchange.report(new Finding("", Rule.CONTENT_TYPE));
        }
        exchange.bindings(bindings);
    }
}
