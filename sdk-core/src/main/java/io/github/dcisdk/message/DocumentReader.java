package io.github.dcisdk.message;

import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Finding;
import io.github.dcisdk.json.Json;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.json.JsonValue.JsonObject;
import io.github.dcisdk.json.MessageSlicer;
import io.github.dcisdk.json.MessageSlices;
import io.github.dcisdk.json.ModelType;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.LocatedMessage.Place;
import io.github.dcisdk.message.MessageDocument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one body as a {@link MessageDocument}. */
final class DocumentReader {
    private static final String HEADER = "header";
    private static final String HEADERS = "headers";
    private static final Set<RequestStatus> UNDER_WAY = Set.of(RequestStatus.RCVD, RequestStatus.PDNG);

    private final List<Finding> findings = new ArrayList<>();
    private final MessageSlices slices;
    private final JsonObject json;

    private DocumentReader(byte[] body) {
        this.slices = MessageSlicer.slice(body);
        this.json = Json.parse(slices.document()).asObject().orElseThrow();
    }

    static MessageDocument read(byte[] body, MessageShapes shapes) {
        return new DocumentReader(body).read(shapes);
    }

    private MessageDocument read(MessageShapes shapes) {
        findings.addAll(slices.ambiguities());
        findings.addAll(slices.findings());
        DciObject header = header();
        LocatedMessage located = LocatedMessage.in(json, shapes).orElse(null);
        DciObject message =
                located == null || located.type() == null ? null : located.read(located.type(), json, findings::add);
        AckStatus ackStatus = located == null ? null : ackStatus(message, located);
        Kind kind = kind(header, message, ackStatus);
        checkFrame(kind, header, located);
        return new MessageDocument(
                kind,
                new MessageDocument.Parts(json, slices.signature().orElse(null), header, message, located, ackStatus),
                findings);
    }

    private @Nullable DciObject header() {
        boolean misnamed = !json.members().containsKey(HEADER) && json.members().containsKey(HEADERS);
        String key = misnamed ? HEADERS : HEADER;
        if (misnamed) {
            report("/" + HEADERS, Rule.ALIAS);
        }
        Optional<JsonObject> header = json.get(key).flatMap(JsonValue::asObject);
        if (misnamed && header.isEmpty()) {
            boolean blank = json.get(HEADERS)
                    .flatMap(JsonValue::asString)
                    .filter(String::isBlank)
                    .isPresent();
            report("/" + HEADERS, blank ? Rule.EMPTY_FOR_ABSENT : Rule.WRONG_TYPE);
        }
        return header.map(members -> Json.read(members, headerType(members), "/" + key, findings::add))
                .orElse(null);
    }

    private static ModelType<? extends DciObject> headerType(JsonObject header) {
        return header.members().containsKey("status") ? MsgCallbackHeader.TYPE : MsgHeader.TYPE;
    }

    private @Nullable AckStatus ackStatus(@Nullable DciObject message, LocatedMessage located) {
        if (message instanceof AckMessage ack) {
            boolean refused = ack.ackStatus().equals(Optional.of(AckStatus.ERR));
            if (ack.error().isPresent() && !refused) {
                report(located.pointerTo("error"), Rule.STATUS_CONTRADICTION);
            }
            return ack.ackStatus().orElse(null);
        } else if (message instanceof SearchResponse response && isReceipt(response)) {
            report(located.pointerTo("search_response"), Rule.ACKNOWLEDGEMENT);
            return AckStatus.ACK;
        }
        return null;
    }

    /** One object, not a list of items, that says only that the search is under way. */
    private static boolean isReceipt(SearchResponse response) {
        return response.asReceived("search_response")
                        .filter(JsonObject.class::isInstance)
                        .isPresent()
                && response.searchResponse().stream()
                        .allMatch(item -> item.referenceId().isEmpty()
                                && item.data().isEmpty()
                                && item.status().filter(UNDER_WAY::contains).isPresent());
    }

    private static Kind kind(@Nullable DciObject header, @Nullable DciObject message, @Nullable AckStatus ackStatus) {
        if (message instanceof AckMessage || ackStatus != null) {
            return Kind.ACKNOWLEDGEMENT;
        } else if (header != null) {
            return Kind.ENVELOPE;
        } else if (message instanceof HttpErrorResponse) {
            return Kind.ERROR;
        }
        return message == null ? Kind.OTHER : Kind.BARE_MESSAGE;
    }

    private void checkFrame(Kind kind, @Nullable DciObject header, @Nullable LocatedMessage located) {
        boolean inPlace = located == null || located.place() != Place.AT_TOP;
        boolean enveloped = kind == Kind.ERROR || (inPlace && (header != null || kind == Kind.ACKNOWLEDGEMENT));
        if (!enveloped) {
            report("", Rule.ENVELOPE);
        }
        boolean rejection = header instanceof MsgCallbackHeader callback
                && callback.status().equals(Optional.of(RequestStatus.RJCT));
        boolean empty = located != null && located.members().members().isEmpty();
        if (empty) {
            report("/message", Rule.EMPTY_FOR_ABSENT);
        }
        if (header != null && !rejection && (empty || located == null)) {
            report("/message", Rule.REQUIRED_MEMBER);
        }
    }

    private void report(String pointer, Rule rule) {
        findings.add(new Finding(pointer, rule));
    }
}
