package io.github.dcisdk.client;

import io.github.dcisdk.error.ErrorCode;
import io.github.dcisdk.error.MalformedMessageException;
import io.github.dcisdk.error.RejectedException;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.json.Rule;
import io.github.dcisdk.message.Query;
import io.github.dcisdk.profile.RecordType;
import io.github.dcisdk.profile.RegistryProfile;
import io.github.dcisdk.query.QueryEvaluator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the records of a page with the query that asked for them. Immutable, thread-safe. */
final class RecordComparison {
    private static final Logger LOG = LoggerFactory.getLogger(RecordComparison.class);

    private final RegistryProfile registry;
    private final RecordCheck check;

    RecordComparison(RegistryProfile registry, RecordCheck check) {
        this.registry = registry;
        this.check = check;
    }

    /**
     * Reports records that contradict the query.
     *
     * @throws MalformedMessageException if there are some, and they are to be refused
     */
    <T extends DciObject> void compare(RecordType<T> recordType, Query query, List<T> records, PageAnswer answer) {
        if (check == RecordCheck.OFF || records.isEmpty()) {
            return;
        }
        Predicate<T> contradicts;
        try {
            contradicts = QueryEvaluator.of(registry, recordType).contradicts(query, records);
        } catch (RejectedException e) {
            LOG.debug("records cannot be compared with the query: {} [{}]", e.detail(), answer.context());
            return;
        }
        List<Integer> others = IntStream.range(0, records.size())
                .filter(i -> contradicts.test(records.get(i)))
                .boxed()
                .toList();
        if (others.isEmpty()) {
            return;
        }
        others.forEach(i -> answer.report("/data/reg_records/" + i, Rule.RECORD));
        String detail = others.size() + " of " + records.size() + " records do not answer the query";
        if (check == RecordCheck.REFUSE) {
            throw answer.with(new MalformedMessageException(
                    ErrorCode.NOT_UNDERSTOOD,
                    Rule.RECORD.id(),
                    answer.pointer() + "/data/reg_records/" + others.get(0),
                    detail,
                    answer.context(),
                    null));
        }
        LOG.warn("{} [{}]", detail, answer.context());
    }
}
