package io.github.dcisdk.registry;

import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.inbound.AuditedItem;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.JsonValue;
import io.github.dcisdk.message.Purpose;
import io.github.dcisdk.message.QueryType;
import io.github.dcisdk.message.SearchCriteria;
import io.github.dcisdk.message.SearchRequestItem;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a search goes into the audit: kinds, references and counts. */
final class SearchAudit {
    private SearchAudit() {}

    static AuditedItem answered(SearchRequestItem asked, int records) {
        return item(asked, Optional.empty(), records);
    }

    static AuditedItem rejected(SearchRequestItem asked, RejectedException rejection) {
        return item(asked, Optional.of(rejection.reasonCode().orElse("rjct")), 0);
    }

    private static AuditedItem item(SearchRequestItem asked, Optional<String> reasonCode, int records) {
        Optional<SearchCriteria> criteria = asked.searchCriteria();
        return new AuditedItem(
                asked.referenceId().orElse(""),
                criteria.flatMap(SearchCriteria::regRecordType).orElse("") + "/"
                        + criteria.flatMap(SearchCriteria::queryType)
                                .map(QueryType::code)
                                .orElse(""),
                criteria.flatMap(SearchCriteria::authorize)
                        .flatMap(authority -> reference(authority, authority.purpose())),
                criteria.flatMap(SearchCriteria::consent).flatMap(consent -> reference(consent, consent.purpose())),
                reasonCode,
                records);
    }

    /** An id, the address of a document, or a code; never the words, which may say anything about anybody. */
    static Optional<String> reference(DciObject given, Optional<Purpose> purpose) {
        return Stream.of(
                        Optional.ofNullable(given.additionalProperties().get("id"))
                                .flatMap(JsonValue::asString),
                        purpose.flatMap(Purpose::refUri),
                        purpose.flatMap(Purpose::code))
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank())
                .findFirst();
    }
}
