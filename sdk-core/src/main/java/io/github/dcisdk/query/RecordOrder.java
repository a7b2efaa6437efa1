package io.github.dcisdk.query;

import io.github.dcisdk.json.Code;
import io.github.dcisdk.json.DciObject;
import io.github.dcisdk.message.Attribute;
import io.github.dcisdk.message.SearchSort;
import io.github.dcisdk.message.SortOrder;
import io.github.dcisdk.query.ValueKind.Known;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sorts records by some of their attributes. */
final class RecordOrder<T extends DciObject> {
    private static final int MAX_ENTRIES = 10;

    private static final Comparator<Known> BY_VALUE = Comparator.comparing(Known::kind)
            .thenComparing((one, other) -> one.kind().order(one.value(), other.value()));

    private final QueryEvaluator<T> evaluator;
    private final Collection<? extends T> all;
    private final List<Entry> entries;

    RecordOrder(QueryEvaluator<T> evaluator, List<SearchSort> sort, Collection<? extends T> all) {
        this.evaluator = evaluator;
        this.all = all;
        if (sort.size() > MAX_ENTRIES) {
            throw Rejections.sort("records are sorted by at most " + MAX_ENTRIES + " attributes");
        }
        this.entries = sort.stream().map(this::entry).toList();
    }

    private Entry entry(SearchSort sort) {
        String name = sort.attributeName()
                .filter(Attribute::isPath)
                .orElseThrow(() -> Rejections.sort("attribute_name is missing or no path with dots"));
        AttributePath path = new AttributePath(name);
        evaluator.type(name, path, all, Rejections::sort);
        String direction = sort.sortOrder().map(Code::code).orElse("asc").toLowerCase(Locale.ROOT);
        if (!SortOrder.of(direction).isListed()) {
            throw Rejections.sort("sort_order is asc or desc");
        }
        return new Entry(path, direction.equals("asc") ? BY_VALUE : BY_VALUE.reversed());
    }

    List<T> sorted(List<T> records) {
        return records.stream()
                .map(this::row)
                .sorted(this::compare)
                .map(Row::record)
                .toList();
    }

    private Row<T> row(T record) {
        return new Row<>(
                record, entries.stream().map(entry -> entry.value(record)).toList());
    }

    private int compare(Row<T> one, Row<T> other) {
        for (int column = 0; column < entries.size(); column++) {
            int sign = entries.get(column)
                    .compare(one.columns().get(column), other.columns().get(column));
            if (sign != 0) {
                return sign;
            }
        }
        return 0;
    }

    /** A record with what it is sorted by. */
    private record Row<T>(T record, List<Optional<Known>> columns) {}

    /** An attribute and the direction in which it is sorted. */
    private record Entry(AttributePath path, Comparator<Known> order) {
        /** Of several values, the one that comes first in this direction. */
        Optional<Known> value(DciObject record) {
            return path.values(record).stream()
                    .flatMap(value -> Known.of(value).stream())
                    .min(order);
        }

        /** What is absent comes last, whatever the direction. */
        int compare(Optional<Known> one, Optional<Known> other) {
            return one.isPresent() && other.isPresent()
                    ? order.compare(one.get(), other.get())
                    : Boolean.compare(one.isEmpty(), other.isEmpty());
        }
    }
}
