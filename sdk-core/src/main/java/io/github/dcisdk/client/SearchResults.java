package io.github.dcisdk.client;

import io.github.dcisdk.json.DciObject;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All records that a search finds, fetched page after page while they are iterated. Each iterator and each stream begins
 * anew: it asks for the first page and those after it, or only for those after {@link SearchPage#andFollowing() the page
 * that it was made of}. Errors appear while iterating, with the types that {@link RegistryClient#search} and {@link
 * SearchPage#nextPage()} name; what was handed out before stays valid, but is then not the whole, and {@link
 * io.github.dcisdk.error.DciException#recordsReceived()} counts it. After an error, an iterator asks for the same page
 * again. The object is thread-safe; its iterators and streams belong to one thread.
 *
 * @param <T> the class of the records
 */
public final class SearchResults<T extends DciObject> implements Iterable<T> {
    private final Supplier<SearchPage<T>> firstPage;

    SearchResults(Supplier<SearchPage<T>> firstPage) {
        this.firstPage = firstPage;
    }

    @Override
    public Iterator<T> iterator() {
        return stream().iterator();
    }

    /**
     * The records as a stream, as lazy as the iterator.
     *
     * @return a sequential, ordered stream
     */
    public Stream<T> stream() {
        return pages().flatMap(page -> page.records().stream());
    }

    /**
     * The pages as a stream, for progress and totals. A page is asked for when the stream comes to it.
     *
     * @return a sequential, ordered stream of at least one page
     */
    public Stream<SearchPage<T>> pages() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Pages<>(firstPage), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public String toString() {
        return "SearchResults";
    }

    private static final class Pages<T extends DciObject> implements Iterator<SearchPage<T>> {
        private final Supplier<SearchPage<T>> firstPage;
        private @Nullable SearchPage<T> current;

        Pages(Supplier<SearchPage<T>> firstPage) {
            this.firstPage = firstPage;
        }

        @Override
        public boolean hasNext() {
            return current == null || current.hasNextPage();
        }

        @Override
        public SearchPage<T> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            current = current == null ? firstPage.get() : current.nextPage();
            return current;
        }
    }
}
