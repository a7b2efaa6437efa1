package io.github.dcisdk.inbound;

import java.util.Locale;
import java.util.Map;

/** Finds the operation for the path, and takes POST of JSON only. */
final class RouteStep implements InboundStep {
    private final Map<String, Binding> operationsByPath;

    RouteStep(Map<String, Binding> operationsByPath) {
        this.operationsByPath = Map.copyOf(operationsByPath);
    }

    @Override
    public void handle(InboundExchange exchange) {
        InboundRequest request = exchange.request();
        Binding binding = operationsByPath.get(request.path());
        if (binding == null) {
            throw new RefusedRequestException(Refusal.NOT_FOUND);
        }
        if (!request.method().equals("POST")) {
            throw new RefusedRequestException(Refusal.METHOD_NOT_ALLOWED);
        }
        String contentType = request.header("Content-Type").orElse("");
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!mediaType.equals("application/json")) {
            throw new RefusedRequestException(Refusal.UNSUPPORTED_MEDIA_TYPE);
        }
        exchange.binding(binding);
    }
}
